package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ActivationTest {

    private static final double ABSOLUTE = 1e-6;
    private static final double RELATIVE = 1e-5;

    static Stream<JsonNode> cases() {
        return KerasNumbers.cases("activations");
    }

    static Stream<Activation> all() {
        return Families.activations();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void has_the_values_and_slopes_of_keras_and_its_limits_at_infinity(JsonNode given) {
        Activation activation = KerasNumbers.activation(given.get("activation"));
        FMatrixRMaj z = KerasNumbers.columns(given.get("z"));
        FMatrixRMaj a = new FMatrixRMaj(z.numRows, z.numCols);
        FMatrixRMaj gradient = KerasNumbers.columns(given.get("gradient"));

        activation.forward(z, a);
        activation.backward(z, a, gradient);

        KerasNumbers.assertClose(given.get("value"), a, ABSOLUTE, RELATIVE);
        KerasNumbers.assertClose(given.get("back"), gradient, ABSOLUTE, RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void is_compared_with_keras(Activation activation) {
        assertThat(cases().map(given -> KerasNumbers.activation(given.get("activation"))))
                .hasAtLeastOneElementOfType(activation.getClass());
    }

    @ParameterizedTest
    @MethodSource("all")
    void keeps_nan(Activation activation) {
        FMatrixRMaj z = new FMatrixRMaj(4, 1);
        Arrays.fill(z.data, Float.NaN);
        FMatrixRMaj a = new FMatrixRMaj(4, 1);

        activation.forward(z, a);

        assertThat(a.data).containsOnly(Float.NaN);
    }
}
