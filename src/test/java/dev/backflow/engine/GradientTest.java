package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import dev.backflow.engine.layers.NormalizingLayer;
import dev.backflow.engine.layers.Pass;
import dev.backflow.engine.layers.Regularizer;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.RegressionLoss;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.engine.optimizers.Parameter;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Back-propagation against central differences of the loss: (L(w + h) − L(w − h)) / 2h. */
class GradientTest {

    private static final int INPUTS = 3;
    private static final int OUTPUTS = 3;
    private static final int EXAMPLES = 3;
    private static final float STEP = 0x1p-10f;
    private static final Initializer KERNEL = new Initializer.RandomUniform(-0.8, 0.8);
    private static final Initializer BIAS = new Initializer.RandomUniform(0.1, 0.5);
    private static final FMatrixRMaj TARGETS = targets();

    static Stream<Arguments> activationsAndLosses() {
        return Families.activations()
                .flatMap(activation -> Families.losses().map(loss -> Arguments.of(activation, loss)));
    }

    static Stream<Arguments> activationsAndRegularizers() {
        return Families.activations()
                .flatMap(activation -> Families.regularizers().map(penalty -> Arguments.of(activation, penalty)));
    }

    @ParameterizedTest
    @MethodSource("activationsAndLosses")
    void ofHiddenLayersAgreeWithCentralDifferences(Activation activation, Loss loss) {
        assertGradients(network(activation, outputFor(loss), null), loss);
    }

    @ParameterizedTest
    @MethodSource("activationsAndLosses")
    void ofTheOutputLayerAgreeWithCentralDifferences(Activation activation, Loss loss) {
        assertGradients(network(new ElementwiseActivation.Tanh(), activation, null), loss);
    }

    @ParameterizedTest
    @MethodSource("activationsAndRegularizers")
    void ofPenaltiesAgreeWithCentralDifferences(Activation activation, Regularizer penalty) {
        NetworkSpec spec = network(activation, new ElementwiseActivation.Sigmoid(), strong(penalty));
        assertGradients(spec, new RegressionLoss.MeanSquaredError());
    }

    /** Strong enough to matter beside the loss. */
    private static Regularizer strong(Regularizer penalty) {
        if (penalty instanceof Regularizer.L1) {
            return new Regularizer.L1(0.3);
        }
        return penalty instanceof Regularizer.L2 ? new Regularizer.L2(0.3) : new Regularizer.L1L2(0.2, 0.4);
    }

    private static Activation outputFor(Loss loss) {
        return loss.objection(TargetKind.REAL).isEmpty()
                ? new ElementwiseActivation.Linear()
                : new Activation.Softmax();
    }

    private static NetworkSpec network(Activation hidden, Activation output, Regularizer penalty) {
        return new NetworkSpec(
                List.of(
                        dense("hidden", 2, 4, hidden, penalty, null, 0, false),
                        dense("output", null, OUTPUTS, output, penalty, null, 0, false)),
                null);
    }

    private static LayerSpec dense(
            String name,
            Integer repeat,
            int units,
            Activation activation,
            Regularizer penalty,
            Normalization normalization,
            double dropout,
            boolean residual) {
        return new LayerSpec.Dense(
                name,
                repeat,
                units,
                activation,
                true,
                KERNEL,
                BIAS,
                penalty,
                penalty,
                penalty,
                normalization,
                dropout,
                residual);
    }

    static Stream<Arguments> activationsAndOptions() {
        return Families.activations()
                .flatMap(activation -> options().map(options -> Arguments.of(activation, options.name(), options)));
    }

    /** What a network has against vanishing: in its dense layers, and in front of them. */
    private record Options(String name, Normalization inside, double dropout, boolean residual, LayerSpec... before) {}

    private static Stream<Options> options() {
        var batch = new Normalization.BatchNormalization(0.9, 0.01, true, true, BIAS, KERNEL, KERNEL, BIAS);
        var plain = new Normalization.BatchNormalization(0.9, 0.01, false, false, BIAS, KERNEL, KERNEL, BIAS);
        var layer = new Normalization.LayerNormalization(0.01, true, true, BIAS, KERNEL);
        var bare = new Normalization.LayerNormalization(0.01, false, false, BIAS, KERNEL);
        Stream<Options> types = Families.layers()
                .map(type -> new Options(
                        "before it " + WireNames.of(type.getClass()), null, 0, false, type.as("before", null)));
        return Stream.concat(
                types,
                Stream.of(
                        new Options("batch_normalization", batch, 0, false),
                        new Options("bare batch_normalization", plain, 0, false),
                        new Options("layer_normalization", layer, 0, false),
                        new Options("bare layer_normalization", bare, 0, false),
                        new Options("dropout", null, 0.4, false),
                        new Options("residual", null, 0, true),
                        new Options("batch_normalization, dropout and residual", batch, 0.3, true),
                        new Options("layer_normalization, dropout and residual", layer, 0.3, true),
                        new Options("dropout layer", null, 0, false, new LayerSpec.Dropout("before", 2, 0.3)),
                        new Options(
                                "batch layer",
                                null,
                                0,
                                false,
                                new NormalizingLayer.BatchNormalization("before", null, batch)),
                        new Options(
                                "layer layer",
                                null,
                                0,
                                true,
                                new NormalizingLayer.LayerNormalization("before", 2, layer)),
                        new Options(
                                "all layers",
                                null,
                                0,
                                false,
                                new NormalizingLayer.LayerNormalization("one", null, layer),
                                new LayerSpec.Dropout("two", null, 0.3),
                                new NormalizingLayer.BatchNormalization("three", null, batch))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("activationsAndOptions")
    void ofNormalizationDropoutAndResidualsAgreeWithCentralDifferences(
            Activation activation, String name, Options options) {
        Regularizer penalty = new Regularizer.L1L2(0.2, 0.4);
        LayerSpec hidden =
                dense("hidden", 2, INPUTS, activation, penalty, options.inside, options.dropout, options.residual);
        List<LayerSpec> layers = new ArrayList<>();
        layers.addAll(List.of(options.before));
        layers.add(hidden);
        for (LayerSpec before : options.before) {
            layers.add(before.as(before.name() + "_output", before.repeat()));
        }
        layers.add(dense(
                "output",
                null,
                OUTPUTS,
                new ElementwiseActivation.Sigmoid(),
                null,
                options.inside,
                options.dropout,
                options.residual));
        assertGradients(new NetworkSpec(layers, null), new RegressionLoss.MeanSquaredError());
    }

    private static void assertGradients(NetworkSpec spec, Loss loss) {
        Network network = new Network(spec, loss, INPUTS, EXAMPLES, 5);
        FMatrixRMaj input = input();
        Probe probe = new Probe(network, input, new FMatrixRMaj(INPUTS, EXAMPLES));
        // Keras' poisson is NaN below zero, where some activations live.
        assumeTrue(!(loss instanceof RegressionLoss.Poisson) || Double.isFinite(probe.loss()));

        probe.compare(input.data, probe.inputGradient.data);
        for (Parameter parameter : network.parameters()) {
            probe.compare(parameter.weights(), parameter.gradient());
        }
        assertThat(probe.compared).as("compared of %s", probe.all).isGreaterThan(probe.all / 5);
    }

    /** Moves one number at a time and watches the loss. */
    private static final class Probe {

        private final Pass pass = Pass.training();
        private final Network network;
        private final FMatrixRMaj input;
        private final FMatrixRMaj inputGradient;
        private int compared;
        private int all;

        private Probe(Network network, FMatrixRMaj input, FMatrixRMaj inputGradient) {
            this.network = network;
            this.input = input;
            this.inputGradient = inputGradient;
        }

        private void compare(float[] values, float[] gradient) {
            for (int i = 0; i < values.length; i++) {
                compared += compares(values, gradient, i) ? 1 : 0;
                all++;
            }
        }

        /** False where the loss bends or jumps within the steps: there is no one slope to compare with. */
        private boolean compares(float[] values, float[] gradient, int i) {
            double here = loss();
            double slope = gradient[i];
            double[] near = forwardAndBackward(values, i, here, STEP);
            double[] far = forwardAndBackward(values, i, here, 2 * STEP);
            double difference = (near[0] + near[1]) / 2;
            double tolerance = 1e-3 * Math.max(1, Math.abs(here)) + 3e-3 * Math.abs(difference);
            double bend = Math.abs(near[0] - near[1]);
            double drift = Math.abs(difference - (far[0] + far[1]) / 2);
            if (!(bend <= tolerance && drift <= tolerance)) {
                return false;
            }
            assertThat(slope).as("gradient %s", i).isCloseTo(difference, offset(tolerance));
            return true;
        }

        private double[] forwardAndBackward(float[] values, int i, double here, float step) {
            float value = values[i];
            values[i] = value + step;
            double forward = (loss() - here) / step;
            values[i] = value - step;
            double backward = (here - loss()) / step;
            values[i] = value;
            return new double[] {forward, backward};
        }

        /** The loss, and the gradients in the layers and of the input. */
        private double loss() {
            network.forward(input, pass.at(3, 1));
            network.backward(input, TARGETS, null);
            network.layers().get(0).inputGradient(inputGradient);
            return network.lossSum(TARGETS) / EXAMPLES;
        }
    }

    private static FMatrixRMaj input() {
        FMatrixRMaj input = new FMatrixRMaj(INPUTS, EXAMPLES);
        RandomStream random = new RandomStream(3, RandomStream.Purpose.SHUFFLE, 0);
        for (int i = 0; i < input.getNumElements(); i++) {
            input.data[i] = (float) (2 * random.nextUniform() - 1);
        }
        return input;
    }

    /** One-hot, which every loss understands. */
    private static FMatrixRMaj targets() {
        FMatrixRMaj targets = new FMatrixRMaj(OUTPUTS, EXAMPLES);
        for (int example = 0; example < EXAMPLES; example++) {
            targets.set((example * 2) % OUTPUTS, example, 1);
        }
        return targets;
    }
}
