package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

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
    private static final FMatrixRMaj INPUT = input();
    private static final FMatrixRMaj TARGETS = targets();

    static Stream<Arguments> activationsAndLosses() {
        return Families.activations()
                .flatMap(activation -> Families.losses().map(loss -> Arguments.of(activation, loss)));
    }

    @ParameterizedTest
    @MethodSource("activationsAndLosses")
    void of_hidden_layers_agree_with_central_differences(Activation activation, Loss loss) {
        assertGradients(new Network(network(activation, outputFor(loss)), loss, INPUTS, EXAMPLES, 5));
    }

    @ParameterizedTest
    @MethodSource("activationsAndLosses")
    void of_the_output_layer_agree_with_central_differences(Activation activation, Loss loss) {
        assertGradients(new Network(network(new ElementwiseActivation.Tanh(), activation), loss, INPUTS, EXAMPLES, 5));
    }

    private static Activation outputFor(Loss loss) {
        return loss.objection(TargetKind.REAL).isEmpty()
                ? new ElementwiseActivation.Linear()
                : new Activation.Softmax();
    }

    private static NetworkSpec network(Activation hidden, Activation output) {
        Initializer kernel = new Initializer.RandomUniform(-0.8, 0.8);
        Initializer bias = new Initializer.RandomUniform(0.1, 0.5);
        return new NetworkSpec(
                List.of(
                        new LayerSpec("hidden", 2, 4, hidden, true, kernel, bias),
                        new LayerSpec("output", null, OUTPUTS, output, true, kernel, bias)),
                null);
    }

    private static void assertGradients(Network network) {
        int compared = 0;
        int all = 0;
        for (DenseLayer layer : network.layers()) {
            for (Weights weights : List.of(
                    new Weights(layer.kernel().data, layer.kernelGradient().data),
                    new Weights(layer.bias(), layer.biasGradient()))) {
                for (int i = 0; i < weights.values.length; i++) {
                    compared += comparesGradient(network, weights, i) ? 1 : 0;
                    all++;
                }
            }
        }
        assertThat(compared).as("compared of %s", all).isGreaterThan(all / 3);
    }

    private record Weights(float[] values, float[] gradient) {}

    /** False where a kink lies within the step, which is where the derivative jumps. */
    private static boolean comparesGradient(Network network, Weights weights, int i) {
        float weight = weights.values[i];
        weights.values[i] = weight + STEP;
        double above = loss(network);
        double slopeAbove = weights.gradient[i];
        weights.values[i] = weight - STEP;
        double below = loss(network);
        double slopeBelow = weights.gradient[i];
        weights.values[i] = weight;
        loss(network);
        double difference = (above - below) / (2.0 * STEP);
        double tolerance = 1e-3 + 3e-3 * Math.abs(difference);
        if (Math.abs(slopeAbove - slopeBelow) > tolerance) {
            return false;
        }
        assertThat((double) weights.gradient[i]).as("gradient %s", i).isCloseTo(difference, offset(tolerance));
        return true;
    }

    /** The loss, and the gradients in the layers. */
    private static double loss(Network network) {
        network.forward(INPUT);
        network.backward(INPUT, TARGETS);
        return network.lossSum(TARGETS) / EXAMPLES;
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
