package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** A live layer without a kernel: dropout or normalization as a layer of its own. */
final class StageLayer extends Layer {

    private final Stage stage;
    private final FMatrixRMaj inputGradient;

    StageLayer(@Nullable String name, Stage stage, int units, int examples) {
        super(name, units, examples);
        this.stage = stage;
        inputGradient = new FMatrixRMaj(units, examples);
    }

    @Override
    public void initialize(long seed, int place, int kernels) {
        stage.initialize(seed, place);
    }

    @Override
    public FMatrixRMaj forward(FMatrixRMaj input, Pass pass) {
        copy(input, output);
        stage.forward(output, pass);
        return output;
    }

    @Override
    void backToDelta() {
        // φ is the identity
    }

    @Override
    public void weightGradients(FMatrixRMaj input) {
        copy(delta, inputGradient);
        stage.backward(inputGradient);
    }

    @Override
    public void inputGradient(FMatrixRMaj gradient) {
        copy(inputGradient, gradient);
    }

    @Override
    public void updateMovingStatistics() {
        stage.updateMovingStatistics();
    }

    @Override
    public List<Parameter> parameters() {
        return stage.parameters();
    }

    @Override
    public double penaltySum() {
        return 0;
    }

    @Override
    public Map<String, float[]> vectors() {
        return stage.weights();
    }
}
