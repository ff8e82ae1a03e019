package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * {@code keras.layers.BatchNormalization}: y = γ x̂ + β with x̂ = (x − μ) / √(σ² + ε) for each unit (Ioffe and Szegedy:
 * "Batch normalization", 2015, algorithm 1). While training, μ and σ² are mean and variance (divided by n) of the
 * batch; in inference they are the moving averages μ̄ ← m μ̄ + (1 − m) μ and σ̄² ← m σ̄² + (1 − m) σ², which take in a
 * batch when a step was made from it. Sums run in double precision.
 */
final class BatchNormalizationStage implements Stage {

    private final Normalization.BatchNormalization spec;
    private final double epsilon;
    private final float momentum;
    private final float share;
    private final Affine affine;
    private final float[] movingMean;
    private final float[] movingVariance;
    private final float[] mean;
    private final float[] variance;
    private final FMatrixRMaj normalized;

    BatchNormalizationStage(Normalization.BatchNormalization spec, int units, int examples) {
        this.spec = spec;
        epsilon = spec.epsilon();
        momentum = (float) spec.momentum();
        share = (float) (1 - spec.momentum());
        affine = new Affine(units, spec.scale(), spec.center());
        movingMean = new float[units];
        movingVariance = new float[units];
        mean = new float[units];
        variance = new float[units];
        normalized = new FMatrixRMaj(units, examples);
    }

    @Override
    public void initialize(long seed, int place) {
        spec.initialize(weights(), seed, place);
    }

    @Override
    public void forward(FMatrixRMaj x, Pass pass) {
        normalized.reshape(x.numRows, x.numCols);
        for (int unit = 0; unit < x.numRows; unit++) {
            if (pass.isTraining()) {
                measure(x, unit);
                normalize(x, unit, mean[unit], variance[unit]);
            } else {
                normalize(x, unit, movingMean[unit], movingVariance[unit]);
            }
        }
    }

    private void measure(FMatrixRMaj x, int unit) {
        int from = unit * x.numCols;
        int to = from + x.numCols;
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x.data[i];
        }
        double middle = sum / x.numCols;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double distance = x.data[i] - middle;
            squares += distance * distance;
        }
        mean[unit] = (float) middle;
        variance[unit] = (float) (squares / x.numCols);
    }

    private void normalize(FMatrixRMaj x, int unit, float middle, float spread) {
        float inverse = inverse(spread);
        float scale = affine.scale(unit);
        float offset = affine.offset(unit);
        int from = unit * x.numCols;
        for (int i = from; i < from + x.numCols; i++) {
            float standard = (x.data[i] - middle) * inverse;
            normalized.data[i] = standard;
            x.data[i] = scale * standard + offset;
        }
    }

    private float inverse(float spread) {
        return (float) (1 / Math.sqrt(spread + epsilon));
    }

    /** ∂L/∂x = γ (g − Σg / n − x̂ Σ g x̂ / n) / √(σ² + ε): the batch's statistics move with every x. */
    @Override
    public void backward(FMatrixRMaj gradient) {
        for (int unit = 0; unit < gradient.numRows; unit++) {
            int from = unit * gradient.numCols;
            int to = from + gradient.numCols;
            double sum = 0;
            double product = 0;
            for (int i = from; i < to; i++) {
                sum += gradient.data[i];
                product += (double) gradient.data[i] * normalized.data[i];
            }
            affine.setGradients(unit, product, sum);
            float common = (float) (sum / gradient.numCols);
            float along = (float) (product / gradient.numCols);
            float scale = affine.scale(unit) * inverse(variance[unit]);
            for (int i = from; i < to; i++) {
                gradient.data[i] = scale * (gradient.data[i] - common - normalized.data[i] * along);
            }
        }
    }

    @Override
    public void updateMovingStatistics() {
        for (int unit = 0; unit < mean.length; unit++) {
            movingMean[unit] = movingMean[unit] * momentum + mean[unit] * share;
            movingVariance[unit] = movingVariance[unit] * momentum + variance[unit] * share;
        }
    }

    @Override
    public List<Parameter> parameters() {
        return affine.parameters();
    }

    @Override
    public Map<String, float[]> weights() {
        Map<String, float[]> weights = affine.weights();
        weights.put(WeightNames.MOVING_MEAN, movingMean);
        weights.put(WeightNames.MOVING_VARIANCE, movingVariance);
        return weights;
    }
}
