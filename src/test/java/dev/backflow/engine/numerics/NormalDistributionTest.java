package dev.backflow.engine.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {

    /** Reference values from mpmath in 40 digits: sqrt(2) * erfinv(2p - 1). */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.6, 0.2533471031357997",
        "0.9, 1.2815515655446004",
        "0.925, 1.4395314709384563",
        "0.975, 1.959963984540054",
        "0.999, 3.090232306167813",
        "1e-5, -4.264890793922825",
        "1e-12, -7.034483825301131",
        "1e-100, -21.273453560965324",
        "1e-300, -37.047096299361199"
    })
    void quantileAgreesWithReferenceValues(double p, double expected) {
        assertThat(NormalDistribution.quantile(p)).isCloseTo(expected, within(2e-15 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({"0.25", "0.125", "0.0625", "0.0009765625", "1e-10"})
    void quantileIsOddAboutOneHalf(double p) {
        assertThat(NormalDistribution.quantile(1 - p)).isCloseTo(-NormalDistribution.quantile(p), within(1e-6));
    }
}
