package dev.backflow.engine.layers;

import dev.backflow.engine.numerics.RandomStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Inverted dropout, {@code keras.layers.Dropout}: while training y = m ⊙ x, each m being 0 with probability {@code
 * rate} and 1 / (1 − rate) otherwise, so that the mean stays; y = x in inference (Srivastava, Hinton, Krizhevsky,
 * Sutskever and Salakhutdinov: "Dropout: a simple way to prevent neural networks from overfitting", 2014). The mask of
 * a step follows from (seed, layer, epoch, step) alone. A NaN stays NaN, dropped or not.
 */
public final class DropoutStage implements Stage {

    private final double rate;
    private final float scale;
    private final RandomStream random;
    private final FMatrixRMaj mask;

    DropoutStage(double rate, RandomStream random, int units, int examples) {
        this.rate = rate;
        this.random = random;
        scale = rate < 1 ? (float) (1 / (1 - rate)) : 0;
        mask = new FMatrixRMaj(units, examples);
    }

    @Override
    public void forward(FMatrixRMaj x, Pass pass) {
        if (!pass.isTraining() || rate == 0) {
            return;
        }
        random.seek(pass.epoch(), pass.step());
        mask.reshape(x.numRows, x.numCols);
        for (int i = 0, n = x.getNumElements(); i < n; i++) {
            mask.data[i] = random.nextUniform() < rate ? 0 : scale;
        }
        multiply(x);
    }

    @Override
    public void backward(FMatrixRMaj gradient) {
        if (rate > 0) {
            multiply(gradient);
        }
    }

    private void multiply(FMatrixRMaj x) {
        for (int i = 0, n = x.getNumElements(); i < n; i++) {
            x.data[i] *= mask.data[i];
        }
    }
}
