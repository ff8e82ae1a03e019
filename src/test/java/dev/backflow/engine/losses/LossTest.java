package dev.backflow.engine.losses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Families;
import dev.backflow.engine.KerasNumbers;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class LossTest {

    private static final double ABSOLUTE = 1e-6;
    private static final double RELATIVE = 2e-5;

    static Stream<JsonNode> cases() {
        return KerasNumbers.cases("losses");
    }

    static Stream<Loss> all() {
        return Families.losses();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheValuesAndGradientsOfKeras(JsonNode given) {
        Loss loss = KerasNumbers.loss(given.get("loss"));
        FMatrixRMaj outputs = KerasNumbers.columns(given.get("outputs"));
        FMatrixRMaj targets = KerasNumbers.columns(given.get("targets"));
        FMatrixRMaj gradient = new FMatrixRMaj(outputs.numRows, outputs.numCols);

        double sum = loss.sum(outputs, targets);
        loss.gradient(outputs, targets, gradient);

        KerasNumbers.assertClose(KerasNumbers.number(given.get("sum")), sum, ABSOLUTE, RELATIVE, "sum");
        KerasNumbers.assertClose(given.get("gradient"), gradient, ABSOLUTE, RELATIVE);
    }

    static Stream<JsonNode> weighted() {
        return KerasNumbers.cases("weighted");
    }

    @ParameterizedTest
    @MethodSource("weighted")
    void weighsExamplesAsKerasDoes(JsonNode given) {
        Loss loss = KerasNumbers.loss(given.get("loss"));
        FMatrixRMaj outputs = KerasNumbers.columns(given.get("outputs"));
        FMatrixRMaj targets = KerasNumbers.columns(given.get("targets"));
        FMatrixRMaj gradient = new FMatrixRMaj(outputs.numRows, outputs.numCols);
        float[] weights = new float[outputs.numCols + 1]; // of a batch that was larger
        for (int example = 0; example < outputs.numCols; example++) {
            weights[example] = (float) KerasNumbers.number(given.get("weights").get(example));
        }
        Objective weighted =
                new Objective.Weighted(new Objective.Composed(loss, new ElementwiseActivation.Linear()), weights);

        double sum = weighted.sum(outputs, outputs, targets);
        weighted.delta(outputs, outputs, targets, gradient);

        KerasNumbers.assertClose(KerasNumbers.number(given.get("sum")), sum, ABSOLUTE, RELATIVE, "sum");
        KerasNumbers.assertClose(given.get("gradient"), gradient, ABSOLUTE, RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isComparedWithKeras(Loss loss) {
        assertThat(cases().map(given -> KerasNumbers.loss(given.get("loss"))))
                .hasAtLeastOneElementOfType(loss.getClass());
    }

    /** Sigmoid and softmax have closed forms in z; the detour over their outputs is the same loss. */
    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameFromThePreActivationAsFromTheOutputs(JsonNode given) {
        Loss loss = KerasNumbers.loss(given.get("loss"));
        FMatrixRMaj z = KerasNumbers.columns(given.get("outputs"));
        FMatrixRMaj targets = KerasNumbers.columns(given.get("targets"));
        for (Activation activation : new Activation[] {new ElementwiseActivation.Sigmoid(), new Activation.Softmax()}) {
            FMatrixRMaj a = new FMatrixRMaj(z.numRows, z.numCols);
            activation.forward(z, a);
            FMatrixRMaj delta = new FMatrixRMaj(z.numRows, z.numCols);
            FMatrixRMaj composed = new FMatrixRMaj(z.numRows, z.numCols);
            loss.over(activation).delta(z, a, targets, delta);
            new Objective.Composed(loss, activation).delta(z, a, targets, composed);

            double expected = loss.sum(a, targets);
            assertNear(expected, loss.over(activation).sum(z, a, targets));
            for (int i = 0; i < delta.getNumElements(); i++) {
                assertNear(composed.data[i], delta.data[i]);
            }
        }
    }

    private static void assertNear(double expected, double actual) {
        KerasNumbers.assertClose(expected, actual, 1e-5, 1e-3, "over its activation");
    }
}
