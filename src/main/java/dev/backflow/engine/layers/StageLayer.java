package dev.backflow.engine.layers;

import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.engine.optimizers.Parameter;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/** A live layer without a kernel: dropout or normalization standing by itself. */
final class StageLayer extends Layer {

    private final Normalization normalization;
    private final Stage stage;
    private final FMatrixRMaj inputGradient;

    private StageLayer(String name, Normalization normalization, Stage stage, int units, int examples) {
        super(name, units, examples);
        this.normalization = normalization;
        this.stage = stage;
        inputGradient = new FMatrixRMaj(units, examples);
    }

    static StageLayer dropout(String name, double rate, RandomStream random, int units, int examples) {
        return new StageLayer(name, null, new DropoutStage(rate, random, units, examples), units, examples);
    }

    static StageLayer normalizing(String name, Normalization normalization, int units, int examples) {
        return new StageLayer(name, normalization, normalization.stage(units, examples), units, examples);
    }

    @Override
    public void initialize(long seed, int place, int kernels) {
        if (normalization != null) {
            normalization.initialize(stage, seed, place);
        }
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
