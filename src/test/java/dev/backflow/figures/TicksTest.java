package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {

    private static final double[] WIDTHS = {0, 1e-3, 0.7, 8, 150, 1e9, 1e25};

    @ParameterizedTest
    @ValueSource(doubles = {-300, -40, -12, -3, 0, 2, 5.9, 6, 24, 30, 38, 280})
    void labels_say_where_ticks_are_whatever_the_magnitude(double exponent) {
        double least = Math.pow(10, exponent) * 1.3;
        for (double width : WIDTHS) {
            double most = least + least * width;
            assertTrue(Ticks.logarithmic(least, most), least, most);
            if (width > 0) {
                assertTrue(Ticks.linear(least, most), least, most);
                assertTrue(Ticks.linear(-most, most), -most, most);
            }
        }
    }

    private static void assertTrue(Ticks ticks, double least, double most) {
        assertThat(ticks.breaks()).hasSizeBetween(1, 24).isSorted().allMatch(tick -> least <= tick && tick <= most);
        assertThat(ticks.labels()).doesNotHaveDuplicates().hasSameSizeAs(ticks.breaks());
        for (int i = 0; i < ticks.labels().size(); i++) {
            assertThat(ticks.labels().get(i)).hasSizeLessThan(12);
            assertThat(Double.parseDouble(ticks.labels().get(i)))
                    .isCloseTo(ticks.breaks().get(i), withPercentage(0.5));
        }
    }
}
