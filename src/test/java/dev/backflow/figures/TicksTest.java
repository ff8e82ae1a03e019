package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.backflow.recording.ShortNumber;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {

    private static final double[] WIDTHS = {0, 1e-9, 1e-3, 0.7, 8, 150, 1e9, 1e25};
    private static final int[] COUNTS = {1, 2, 3, 5, 8};

    @ParameterizedTest
    @ValueSource(doubles = {-300, -40, -12, -3, 0, 2, 5.9, 6, 24, 30, 38, 280})
    void ticksAreInsideAscendingFewAndSayWhereTheyAre(double exponent) {
        double least = Math.pow(10, exponent) * 1.3;
        for (double width : WIDTHS) {
            double most = least + least * width;
            for (int count : COUNTS) {
                assertTrue(Ticks.linear(least, most, count), least, most, count);
                assertTrue(Ticks.linear(-most, most, count), -most, most, count);
                double from = StrictMath.log10(least);
                double to = StrictMath.log10(most);
                assertTrue(Ticks.logarithmic(from, to, count), least / 1.000001, most * 1.000001, Math.max(2, count));
            }
        }
    }

    private static void assertTrue(List<Tick> ticks, double least, double most, int count) {
        assertThat(ticks).as(least + " " + most + " " + count).hasSizeLessThanOrEqualTo(count);
        assertThat(ticks.stream().map(Tick::at)).isSorted().allMatch(tick -> least <= tick && tick <= most);
        assertThat(ticks.stream().map(Tick::label)).doesNotHaveDuplicates().allMatch(label -> label.length() < 20);
        for (Tick tick : ticks) {
            assertThat(Double.parseDouble(tick.label())).isCloseTo(tick.at(), withPercentage(0.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.45, 0.72", "-0.12, 0.11", "1e-5, 3e-5", "0, 1e30", "-1e300, 1e300", "0, 1e-320"})
    void whereManyHaveRoomThereAreSome(double least, double most) {
        assertThat(Ticks.linear(least, most, 8)).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "0.15, 1.4", "1e-9, 1"})
    void aLogarithmicAxisPrefersPowersOfTen(double least, double most) {
        List<Tick> ticks = Ticks.logarithmic(StrictMath.log10(least), StrictMath.log10(most), 5);
        assertThat(ticks.get(0).label()).isIn("1", "0.2", "1e-9", "1e-8");
        assertThat(ticks).hasSizeGreaterThan(2);
    }

    @Test
    void epochsAreMarkedAtWholeNumbersWhateverTheirCount() {
        for (int last : new int[] {0, 1, 2, 3, 7, 12, 99, 100, 2000, 100_000}) {
            for (int count : COUNTS) {
                double[] epochs = DoubleStream.iterate(0, epoch -> epoch + 1)
                        .limit(last + 1)
                        .toArray();
                List<Tick> ticks = Axis.epochs(epochs, 0.02).marks().apply(count);
                assertThat(ticks).hasSizeLessThanOrEqualTo(count);
                assertThat(ticks).allMatch(tick -> tick.at() == Math.rint(tick.at()));
                assertThat(ticks).allMatch(tick -> tick.label().equals(String.valueOf((long) tick.at())));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.02", "250000, 250000", "1e30, 1e30", "1.5e-7, 1.5e-7", "-0.0001, -0.0001", "0, 0"})
    void labelsAreAsShortAsTheyCanBe(double number, String label) {
        assertThat(ShortNumber.text(number)).isEqualTo(label);
    }
}
