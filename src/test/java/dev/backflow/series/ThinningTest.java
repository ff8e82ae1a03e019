package dev.backflow.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.recording.BadQueryException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of thinning over random curves: smooth, noisy, constant, with single gaps, with stretches of gaps, empty. */
class ThinningTest {

    static Stream<Arguments> cases() {
        return IntStream.range(0, 100).mapToObj(seed -> {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(1500);
            int curves = 1 + random.nextInt(8);
            int points = 3 * curves + 2 + random.nextInt(400);
            return Arguments.of(seed, rows, curves, points);
        });
    }

    private static Columns columns(int seed, int rows, int curves) {
        Random random = new Random(seed);
        int every = 1 + random.nextInt(20);
        int[] epochs = IntStream.range(0, rows).map(row -> row * every).toArray();
        Columns columns = Columns.over(epochs, null);
        for (int curve = 0; curve < curves; curve++) {
            double gaps = random.nextInt(3) * 0.01;
            boolean noisy = random.nextBoolean();
            boolean dies = random.nextInt(4) == 0;
            double scale = Math.exp(random.nextGaussian() * 20);
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                boolean gap = random.nextDouble() < gaps || dies && row > rows / 2;
                values[row] = gap ? Double.NaN : scale * (Math.exp(-row / 300.0) + (noisy ? random.nextGaussian() : 0));
            }
            columns.add("layer_" + curve, values, null);
        }
        return columns;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRowsLeftAreRecordedRowsNoMoreThanWantedAndTheEndsAreAmongThem(int seed, int rows, int curves, int points) {
        Columns all = columns(seed, rows, curves);
        Columns thinned = all.thinned(points);
        int[] places = thinned.places();
        assertThat(places).hasSizeLessThanOrEqualTo(points).doesNotHaveDuplicates();
        assertThat(places[0]).isZero();
        assertThat(places[places.length - 1]).isEqualTo(all.places()[rows - 1]);
        assertThat(thinned.epochs())
                .containsExactly(IntStream.of(places).asDoubleStream().toArray());
        assertThat(thinned.thinned()).isEqualTo(places.length < rows);
        assertThat(thinned.columns().keySet())
                .containsExactlyElementsOf(all.columns().keySet());
        thinned.columns()
                .forEach((name, column) -> assertThat(column)
                        .containsExactly(IntStream.of(places)
                                .mapToDouble(place -> all.columns().get(name)[rows > 1 ? place / all.places()[1] : 0])
                                .toArray()));
        assertThat(all.thinned(points).places()).isEqualTo(places);
    }

    /** Minimum and maximum of the whole are those of some bucket. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyCurveKeepsItsExtremesAndItsGaps(int seed, int rows, int curves, int points) {
        Columns all = columns(seed, rows, curves);
        Columns thinned = all.thinned(points);
        all.columns().forEach((name, column) -> {
            double[] kept = thinned.columns().get(name);
            assertThat(extremes(kept)).isEqualTo(extremes(column));
            assertThat(gaps(kept) > 0).isEqualTo(gaps(column) > 0);
        });
        assertThat(thinned.nonFinite())
                .isSubsetOf(all.nonFinite())
                .allSatisfy(note -> assertThat(thinned.epochs()).contains(note.epoch()));
        thinned.columns()
                .forEach((name, column) -> assertThat(thinned.nonFinite().stream()
                                .filter(note -> note.column().equals(name))
                                .count())
                        .isEqualTo(gaps(column)));
    }

    private static List<Double> extremes(double[] column) {
        var statistics = DoubleStream.of(column).filter(Double::isFinite).summaryStatistics();
        return List.of(statistics.getMin(), statistics.getMax());
    }

    private static long gaps(double[] column) {
        return DoubleStream.of(column).filter(value -> !Double.isFinite(value)).count();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void extremesOfAnyStretchAreFoundAsByLookingAtEveryRow(int seed, int rows, int curves, int points) {
        Random random = new Random(seed);
        double[] curve = columns(seed, rows, 1).columns().get("layer_0");
        Extremes extremes = new Extremes(curve);
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(rows);
            int to = from + random.nextInt(rows - from + 1);
            BitSet found = new BitSet();
            extremes.mark(from, to, found);
            BitSet expected = new BitSet();
            int[] stretch = IntStream.range(from, to).toArray();
            IntStream.of(stretch)
                    .filter(row -> Double.isNaN(curve[row]))
                    .limit(1)
                    .forEach(expected::set);
            Comparator<Integer> byValue = Comparator.comparingDouble(row -> curve[row]);
            List<Integer> finite = IntStream.of(stretch)
                    .filter(row -> !Double.isNaN(curve[row]))
                    .boxed()
                    .toList();
            finite.stream().min(byValue.thenComparing(row -> row)).ifPresent(expected::set);
            finite.stream().max(byValue.thenComparing(row -> -row)).ifPresent(expected::set);
            assertThat(found).isEqualTo(expected);
        }
    }

    /** One curve, 10 buckets of 100 rows between the ends: minimum, maximum and first gap of each, counted by hand. */
    @Test
    void eachBucketKeepsMinimumMaximumAndAGap() {
        int[] epochs = IntStream.range(0, 1002).toArray();
        double[] values = new double[1002];
        for (int row = 1; row <= 1000; row++) {
            int place = (row - 1) % 100;
            values[row] = place == 17 ? 5 : place == 63 ? -5 : place == 70 || place == 90 ? Double.NaN : 0;
        }
        Columns columns = Columns.over(epochs, null);
        columns.add("layer", values, null);
        assertThat(columns.thinned(32).places())
                .containsExactly(IntStream.concat(
                                IntStream.of(0, 1001),
                                IntStream.range(0, 10)
                                        .flatMap(bucket ->
                                                IntStream.of(18, 64, 71).map(place -> 100 * bucket + place)))
                        .sorted()
                        .toArray());
    }

    @Test
    void whatIsShortEnoughStaysAsItIs() {
        Columns columns = columns(3, 50, 4);
        assertThat(columns.thinned(50)).isSameAs(columns);
        assertThat(Columns.over(new int[0], null).thinned(2).thinned()).isFalse();
    }

    @Test
    void tooFewPointsForTheColumnsAreRefusedWithTheLeastThatWorks() {
        Columns columns = columns(5, 1000, 6);
        assertThatThrownBy(() -> columns.thinned(3)).isInstanceOfSatisfying(BadQueryException.class, bad -> {
            assertThat(bad.parameter()).isEqualTo("points");
            String least = bad.getMessage().replaceFirst("must be at least (\\d+) .*", "$1");
            assertThat(columns.thinned(Integer.parseInt(least)).thinned()).isTrue();
            assertThatThrownBy(() -> columns.thinned(Integer.parseInt(least) - 1))
                    .isInstanceOf(BadQueryException.class);
        });
    }
}
