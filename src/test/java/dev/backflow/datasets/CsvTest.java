package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns of a file become examples. */
class CsvTest {

    private static final String TABLE = """
            size,colour,weight,kind
            1,red,10,b
            2,blue,,a
            3,red,30,c
            4,green,40,a
            """;

    static CsvFiles files(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CsvFile file = new CsvFile(bytes, CsvProfile.of(bytes, null));
        return id -> id.equals("id") ? Optional.of(file) : Optional.empty();
    }

    private static Csv csv(String target, List<String> features) {
        return new Csv("id", target, features, null, MissingValues.DROP, ColumnScaling.NONE, null, false, 0, null);
    }

    private static float[] row(FMatrixRMaj matrix, int row) {
        return java.util.Arrays.copyOfRange(matrix.data, row * matrix.numCols, (row + 1) * matrix.numCols);
    }

    @Test
    void whatIsLeftOutIsFilledInAndTheNumbersAreWritten() {
        Csv csv = csv("kind", null).in(files(TABLE));

        assertThat(csv.features()).containsExactly("size", "colour", "weight");
        assertThat(csv.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(csv.content().inputs()).containsExactly("size", "colour=green", "colour=red", "weight");
        assertThat(csv.content().classes()).containsExactly("a", "b", "c");
        assertThat(csv.samples()).isEqualTo(3);
        assertThat(csv.targetKind()).isEqualTo(TargetKind.ONE_HOT);
        Examples examples = csv.load(files(TABLE), 3).examples();
        assertThat(row(examples.features(), 0)).containsExactly(1, 0, 1, 10);
        assertThat(row(examples.features(), 2)).containsExactly(4, 1, 0, 40);
        assertThat(examples.targets().data).containsExactly(0, 1, 0, 0, 0, 1, 1, 0, 0);
        assertThat(csv.in(files(TABLE))).isEqualTo(csv);
    }

    @Test
    void numbersFrom0To1CanBeProbabilities() {
        CsvFiles files = files("x,p,y\n1,0.25,-1\n2,1,0.5\n3,0,1\n");
        Csv soft = csv("p", List.of("x")).in(files);

        assertThat(soft.targetKind()).isEqualTo(TargetKind.PROBABILITY);
        assertThat(soft.content().targetRange()).containsExactly(0.0, 1.0);
        assertThat(csv("y", List.of("x")).in(files).targetKind()).isEqualTo(TargetKind.REAL);
        Csv earlier = Records.with(soft, Map.of("content", soft.content().withoutRange()));
        assertThat(earlier.targetKind()).isEqualTo(TargetKind.REAL);
        assertThat(earlier.in(files)).isEqualTo(soft);
    }

    @Test
    void onlyColumnsThatAreUsedNeedValues() {
        Csv csv = new Csv(
                        "id",
                        "size",
                        List.of("colour"),
                        null,
                        MissingValues.REFUSE,
                        ColumnScaling.NONE,
                        Task.REGRESSION,
                        false,
                        0,
                        null)
                .in(files(TABLE));
        Examples examples = csv.load(files(TABLE), 4).examples();

        assertThat(csv.samples()).isEqualTo(4);
        assertThat(examples.targets().data).containsExactly(1, 2, 3, 4);
        for (int row = 0; row < 4; row++) {
            float[] ones = row(examples.features(), row);
            assertThat(ones).containsOnly(0, 1).containsOnlyOnce(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no yes no, CLASSIFICATION, BINARY, no yes",
        "0 1 1, CLASSIFICATION, BINARY, 0 1",
        "-1 1 1, CLASSIFICATION, BINARY, -1 1",
        "0.5 2 2.0, CLASSIFICATION, BINARY, 0.5 2",
        "2 1 3 1.0, CLASSIFICATION, ONE_HOT, 1 2 3",
        "0 1 2 10, REGRESSION, REAL,",
        "3 4 5, REGRESSION, REAL,",
        "0.5 1 2, REGRESSION, REAL,",
        "7 7 7, REGRESSION, REAL,"
    })
    void theTaskIsReadOffTheTarget(String values, Task task, TargetKind kind, String classes) {
        String text = "x,y\n" + Stream.of(values.split(" ")).map(y -> "1," + y).collect(Collectors.joining("\n"));
        Csv csv = csv("y", null).in(files(text));

        assertThat(csv.task()).isEqualTo(task);
        assertThat(csv.targetKind()).isEqualTo(kind);
        assertThat(csv.content().classes()).isEqualTo(classes == null ? null : List.of(classes.split(" ")));
        Examples examples = csv.load(files(text), 1).examples();
        assertThat(examples.targets().numCols).isEqualTo(csv.outputs());
    }

    @Test
    void twentyNumberedClassesAreClassesAndTwentyOneAreNumbersUnlessTheTaskSaysSo() {
        UnaryOperator<String> upTo = most -> "x,y\n"
                + IntStream.rangeClosed(1, Integer.parseInt(most))
                        .mapToObj(y -> "1," + y)
                        .collect(Collectors.joining("\n"));

        assertThat(csv("y", null).in(files(upTo.apply("20"))).outputs()).isEqualTo(20);
        assertThat(csv("y", null).in(files(upTo.apply("21"))).outputs()).isOne();
        Csv told = new Csv(
                "id", "y", null, null, MissingValues.DROP, ColumnScaling.NONE, Task.CLASSIFICATION, false, 0, null);
        assertThat(told.in(files(upTo.apply("21"))).outputs()).isEqualTo(21);
    }

    static Stream<Arguments> refused() {
        String many = "x,y\n"
                + IntStream.range(0, 1001).mapToObj(i -> "t" + i + "," + i).collect(Collectors.joining("\n"));
        return Stream.of(
                arguments(csv("none", null), TABLE, "target", "one of size, colour, weight, kind"),
                arguments(csv("kind", List.of("size", "none")), TABLE, "features/1", "one of size"),
                arguments(csv("y", null), "y\n1", "target", "leave a column"),
                arguments(csv("y", null), "x,y\n1,a\n2,a", "target", "two different values"),
                arguments(csv("y", null), "x,y\n,a\n2,", "missing", "no row"),
                arguments(csv("y", null), many, "features", "at most 1000"),
                arguments(csv("y", List.of("x")), many, "features/0", "at most 1000"),
                arguments(csv("x", null), many, "target", "at most 1000"),
                arguments(csv("y", null), "x,y\n" + "t".repeat(201) + ",1", "features", "200 characters"),
                arguments(
                        new Csv("id", "y", null, null, MissingValues.REFUSE, ColumnScaling.NONE, null, true, 0, null),
                        "x,y\n1,2\n,3",
                        "missing",
                        "x must not be used"),
                arguments(
                        new Csv("no", "y", null, null, MissingValues.DROP, ColumnScaling.NONE, null, true, 0, null),
                        TABLE,
                        "dataset",
                        "lists those there are"),
                arguments(
                        new Csv(
                                "id",
                                "kind",
                                null,
                                null,
                                MissingValues.DROP,
                                ColumnScaling.NONE,
                                Task.REGRESSION,
                                true,
                                0,
                                null),
                        TABLE,
                        "task",
                        "must be classification"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Csv csv, String text, String path, String reason) {
        InvalidSpecException refusal = catchThrowableOfType(InvalidSpecException.class, () -> csv.in(files(text)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.path()).isEqualTo(path);
        assertThat(refusal.reason()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"kind, features/0", "'size,size', features/1"})
    void featuresAreNamedOnce(String features, String path) {
        InvalidSpecException refusal =
                catchThrowableOfType(InvalidSpecException.class, () -> csv("kind", List.of(features.split(","))));

        assertThat(refusal.path()).isEqualTo(path);
    }

    @Test
    void aCompletedSpecHoldsForTheSameBytesOnly() {
        Csv csv = csv("kind", null).in(files(TABLE));
        InvalidSpecException refusal = catchThrowableOfType(
                InvalidSpecException.class,
                () -> csv.load(files(TABLE.replace("40", "41")), 3).examples());

        assertThat(refusal.path()).isEqualTo("content/sha256");
    }
}
