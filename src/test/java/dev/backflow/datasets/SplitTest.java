package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitTest {

    private static final CsvFiles NONE = id -> Optional.empty();

    static Stream<Split> splits() {
        return Stream.of(0.001, 0.1, 0.25, 0.5, 0.9)
                .flatMap(fraction -> Stream.of(
                        new Split(fraction, true, false, 3),
                        new Split(fraction, false, false, 3),
                        new Split(fraction, true, true, 3),
                        new Split(fraction, false, true, 3)));
    }

    /** Of five classes: 50, 30, 15, 4 and 1 of 100. */
    private static int classOf(int row) {
        int place = row * 37 % 100;
        return place < 50 ? 0 : place < 80 ? 1 : place < 95 ? 2 : place < 99 ? 3 : 4;
    }

    @ParameterizedTest
    @MethodSource("splits")
    void everyRowIsInOnePartAndBothPartsKeepTheirOrder(Split split) {
        int[] order = split.order(100, SplitTest::classOf);
        int training = split.training(100);

        assertThat(Arrays.stream(order).sorted().toArray())
                .containsExactly(IntStream.range(0, 100).toArray());
        assertThat(Arrays.copyOf(order, training)).isSorted();
        assertThat(Arrays.copyOfRange(order, training, 100)).isSorted();
        assertThat(split.order(100, SplitTest::classOf)).isEqualTo(order);
        if (!split.shuffle() && !split.stratify()) {
            assertThat(order).isSorted();
        }
        if (split.stratify()) {
            assertStratified(split, order, training);
        }
    }

    private static void assertStratified(Split split, int[] order, int training) {
        double share = (100.0 - training) / 100;
        int[] counts = {50, 30, 15, 4, 1};
        for (int number = 0; number < counts.length; number++) {
            int asked = number;
            long held = Arrays.stream(order)
                    .skip(training)
                    .filter(row -> classOf(row) == asked)
                    .count();
            assertThat(Math.abs(held - share * counts[number]))
                    .as("class %d of %s", number, split)
                    .isLessThan(1);
        }
    }

    @Test
    void theSeedDrawsTheRows() {
        int[] one = new Split(0.25, true, false, 0).order(100, row -> 0);

        assertThat(new Split(0.25, true, false, 1).order(100, row -> 0)).isNotEqualTo(one);
        assertThat(one).isNotEqualTo(IntStream.range(0, 100).toArray());
    }

    @Test
    void sortedRowsAreTrainedOnInAllClasses() {
        Blobs sorted = new Blobs(90, 2, 3, 1, List.of(-5.0, 5.0), false, 4);
        Split split = new Split(0.2, true, true, 0);
        Dataset made = new TrainingSet(sorted, split, split.training(90)).load(NONE);
        Examples held = made.examples().rows(split.training(90), 90);

        assertThat(IntStream.range(0, held.size()).map(held::classOf).boxed())
                .hasSize(18)
                .containsOnly(0, 1, 2);
        assertThat(IntStream.range(0, held.size())
                        .map(held::classOf)
                        .filter(number -> number == 1)
                        .count())
                .isEqualTo(6);
    }

    /** What is held out does not tell how anything is scaled. */
    @Test
    void aDataSetOfItsOwnIsScaledAsTheOneThatIsTrainedOn() {
        ColumnScaling both = new ColumnScaling(Scaling.MIN_MAX, Scaling.STANDARDISE);
        Inline trained = new Inline(
                List.of(List.of(10.0), List.of(30.0)), List.of(List.of(-100.0), List.of(300.0)), null, null, both);
        Inline held = new Inline(List.of(List.of(50.0)), List.of(List.of(500.0)));
        Examples all = new TrainingSet(trained, held, 2).load(NONE).examples();

        assertThat(all.features().data).containsExactly(0, 1, 2);
        assertThat(all.targets().data).containsExactly(-1, 1, 2);
    }
}
