package dev.backflow.datasets;

import static dev.backflow.datasets.CsvTest.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Records;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of rows and the scale of columns, both of which depend on what is trained on. */
class ScalingTest {

    private static Csv scaled(Scaling scaling, boolean shuffle, long seed) {
        return new Csv(
                "id",
                "y",
                null,
                null,
                MissingValues.REFUSE,
                new ColumnScaling(scaling, Scaling.NONE),
                null,
                shuffle,
                seed,
                null);
    }

    private static String measurements() {
        Random random = new Random(3);
        return "a,b,constant,y\n"
                + IntStream.range(0, 400)
                        .mapToObj(i -> (1e9 + 1000 * random.nextGaussian()) + "," + random.nextFloat() + ",0.1,"
                                + random.nextGaussian())
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void thePartThatIsTrainedOnIsStandardised() {
        Examples examples = scaled(Scaling.STANDARDISE, true, 1)
                .load(files(measurements()), 300)
                .examples();

        for (int column = 0; column < 2; column++) {
            double[] values = column(examples, column, 300);
            double mean = IntStream.range(0, 300)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElseThrow();
            double square = IntStream.range(0, 300)
                    .mapToDouble(i -> values[i] * values[i])
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0, within(1e-6));
            assertThat(square).isCloseTo(1, within(1e-6));
        }
        assertThat(column(examples, 2, 400)).containsOnly(0);
    }

    @Test
    void thePartThatIsTrainedOnIsBroughtBetween0And1() {
        Examples examples = scaled(Scaling.MIN_MAX, true, 1)
                .load(files(measurements()), 300)
                .examples();

        for (int column = 0; column < 2; column++) {
            double[] values = column(examples, column, 300);
            assertThat(IntStream.range(0, 300).mapToDouble(i -> values[i]).min())
                    .hasValue(0);
            assertThat(IntStream.range(0, 300).mapToDouble(i -> values[i]).max())
                    .hasValue(1);
        }
        assertThat(column(examples, 2, 400)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void rowsThatAreNotTrainedOnDoNotChangeTheScaling(Scaling scaling) {
        String text = "a,y\n1,0.5\n2,0.7\n3,0.9\n4,0.1\n";
        Examples one = scaled(scaling, false, 0).load(files(text), 3).examples();
        Examples other = scaled(scaling, false, 0)
                .load(files(text.replace("4,", "1000,")), 3)
                .examples();

        assertThat(column(other, 0, 3)).isEqualTo(column(one, 0, 3));
        assertThat(column(other, 0, 4)[3]).isGreaterThan(100);
    }

    private static double[] column(Examples examples, int column, int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> examples.features().get(row, column))
                .toArray();
    }

    @Test
    void aSeedGivesAnOrderOfTheSameRows() {
        CsvFiles files = files(measurements());
        double[] one = column(scaled(Scaling.NONE, true, 1).load(files, 1).examples(), 1, 400);
        double[] again = column(scaled(Scaling.NONE, true, 1).load(files, 399).examples(), 1, 400);
        double[] other = column(scaled(Scaling.NONE, true, 2).load(files, 1).examples(), 1, 400);
        double[] file = column(scaled(Scaling.NONE, false, 2).load(files, 1).examples(), 1, 400);

        assertThat(again).isEqualTo(one);
        assertThat(other).isNotEqualTo(one).containsExactlyInAnyOrder(one);
        assertThat(file).isNotEqualTo(one).containsExactlyInAnyOrder(one);
        assertThat(new TreeSet<>(Arrays.stream(one).boxed().toList())).hasSizeGreaterThan(390);
    }

    static Stream<Arguments> scaledGenerators() {
        return Generators.all()
                .flatMap(generator -> Stream.of(Scaling.STANDARDISE, Scaling.MIN_MAX)
                        .map(scaling -> Arguments.of(generator, scaling)));
    }

    @ParameterizedTest
    @MethodSource("scaledGenerators")
    void anyDataSetIsScaledToWhatIsTrainedOnAndBackAgain(Generators.Generator generator, Scaling scaling) {
        DatasetSpec plain = generator.spec();
        boolean numbers = plain.targetKind() == TargetKind.REAL;
        ColumnScaling both = new ColumnScaling(scaling, numbers ? scaling : Scaling.NONE);
        DatasetSpec spec = (DatasetSpec) Records.with((Record) plain, Map.of("columns", both));
        int training = Math.max(1, spec.samples() * 3 / 4);
        Dataset made = spec.load(id -> Optional.empty(), training);
        Examples own = plain.generate();

        for (int column = 0; column < spec.inputs(); column++) {
            assertScaled(scaling, column(made.examples(), column, training));
        }
        for (int row = 0; row < spec.samples(); row++) {
            List<Double> features = row(own.features(), row);
            assertThat(made.encoding().encode(features))
                    .isEqualTo(floats(row(made.examples().features(), row)));
            float[] target = floats(row(made.examples().targets(), row));
            float[] back = made.targets().back(new float[][] {target})[0];
            for (int column = 0; column < back.length; column++) {
                assertThat(back[column]).isCloseTo(own.targets().get(row, column), within(2e-6f));
            }
        }
        assertThat(made.examples().units() != null).isEqualTo(numbers);
    }

    private static void assertScaled(Scaling scaling, double[] values) {
        DoubleSummaryStatistics all = Arrays.stream(values).summaryStatistics();
        double square =
                Arrays.stream(values).map(value -> value * value).average().orElseThrow();
        if (all.getMax() == all.getMin()) {
            assertThat(all.getMax()).isZero();
        } else if (scaling == Scaling.MIN_MAX) {
            assertThat(all.getMin()).isZero();
            assertThat(all.getMax()).isEqualTo(1);
        } else {
            assertThat(all.getAverage()).isCloseTo(0, within(1e-6));
            assertThat(square).isCloseTo(1, within(1e-5));
        }
    }

    private static List<Double> row(FMatrixRMaj matrix, int row) {
        return IntStream.range(0, matrix.numCols)
                .mapToObj(column -> (double) matrix.get(row, column))
                .toList();
    }

    private static float[] floats(List<Double> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    /** Counted from 1900 in seconds, a minute is less than single precision can tell apart. */
    @Test
    void numbersAreScaledInThePrecisionInWhichTheyAreWritten() {
        List<List<Double>> times =
                IntStream.range(0, 4).mapToObj(i -> List.of(3.9e9 + i)).toList();
        ColumnScaling both = new ColumnScaling(Scaling.MIN_MAX, Scaling.MIN_MAX);
        Examples examples = new Inline(times, times, null, null, both)
                .load(id -> Optional.empty(), 4)
                .examples();

        float[] thirds = {0, 1 / 3f, 2 / 3f, 1};
        assertThat(examples.features().data).containsExactly(thirds);
        assertThat(examples.targets().data).containsExactly(thirds);
    }
}
