package dev.backflow.engine.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-30, 0.3, 0.96, 0.999, 1, 2.5, 1e6})
    void isThePowerToThirteenDigits(double base) {
        for (double exponent : new double[] {0, 1e-9, 0.004, 0.5, 0.7, 1, 2, 3.25, 16, 40.5}) {
            double expected = StrictMath.pow(base, exponent);
            assertThat(Power.of(base, exponent))
                    .as("%s to the %s", base, exponent)
                    .isCloseTo(expected, offset(1e-13 * expected));
        }
        assertThat(Power.of(base, 7L)).isCloseTo(StrictMath.pow(base, 7), offset(1e-13 * StrictMath.pow(base, 7)));
    }
}
