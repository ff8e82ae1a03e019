package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.InvalidSpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineTest {

    private static final List<List<Double>> TWO_ROWS = List.of(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0));
    private static final List<List<Double>> TWO_LABELS = List.of(List.of(0.0), List.of(1.0));

    @Test
    void generatesWhatWasWritten() {
        Inline inline = new Inline(TWO_ROWS, TWO_LABELS);
        Examples examples = inline.generate();

        assertThat(List.of(inline.samples(), inline.inputs(), inline.outputs())).containsExactly(2, 3, 1);
        assertThat(examples.features().numRows).isEqualTo(2);
        assertThat(examples.features().data).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(examples.targets().data).containsExactly(0, 1);
    }

    @Test
    void readsOffWhatTheTargetsAre() {
        assertThat(kind(List.of(0.0), List.of(1.0))).isEqualTo(TargetKind.BINARY);
        assertThat(kind(List.of(0.0), List.of(0.0))).isEqualTo(TargetKind.BINARY);
        assertThat(kind(List.of(0.0), List.of(0.5))).isEqualTo(TargetKind.PROBABILITY);
        assertThat(kind(List.of(0.0), List.of(2.0))).isEqualTo(TargetKind.INDEX);
        assertThat(kind(List.of(0.0), List.of(1000.0))).isEqualTo(TargetKind.REAL);
        assertThat(kind(List.of(0.0, 0.0), List.of(2.0, 0.0))).isEqualTo(TargetKind.REAL);
        assertThat(kind(List.of(0.0), List.of(-1.0))).isEqualTo(TargetKind.REAL);
        assertThat(kind(List.of(0.0, 1.0), List.of(1.0, 0.0))).isEqualTo(TargetKind.ONE_HOT);
        assertThat(kind(List.of(0.0, 1.0), List.of(1.0, 1.0))).isEqualTo(TargetKind.MULTI_LABEL);
        assertThat(kind(List.of(0.0, 1.0), List.of(0.0, 0.0))).isEqualTo(TargetKind.MULTI_LABEL);
        assertThat(kind(List.of(0.0, 1.0), List.of(0.25, 0.75))).isEqualTo(TargetKind.DISTRIBUTION);
        assertThat(kind(List.of(0.33, 0.67), List.of(0.335, 0.664))).isEqualTo(TargetKind.DISTRIBUTION);
        assertThat(kind(List.of(0.0, 1.0), List.of(0.25, 0.7))).isEqualTo(TargetKind.PROBABILITY);
        assertThat(kind(List.of(0.0, 1.0), List.of(0.25, 1.1))).isEqualTo(TargetKind.REAL);
    }

    @Test
    void numbersThatStandForClassesBecomeClassNumbers() {
        Inline sides = classes(List.of(-1.0, 1.0), -1, 1, -0.0 - 1);
        assertThat(sides.targetKind()).isEqualTo(TargetKind.BINARY);
        assertThat(sides.classNames()).containsExactly("-1", "1");
        assertThat(sides.generate().targets().data).containsExactly(0, 1, 0);
        Inline fromOne = classes(List.of(1.0, 2.0, 3.0), 3, 1, 2);
        assertThat(fromOne.targetKind()).isEqualTo(TargetKind.ONE_HOT);
        assertThat(List.of(fromOne.outputs(), fromOne.classes())).containsExactly(3, 3);
        assertThat(fromOne.generate().targets().data).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
    }

    private static Inline classes(List<Double> classes, double... targets) {
        List<List<Double>> rows = Arrays.stream(targets).mapToObj(List::of).toList();
        return new Inline(rows, rows, classes, null, ColumnScaling.NONE);
    }

    @Test
    void classesAreAllThatTheTargetsConsistOf() {
        assertRefused("targets/1", () -> classes(List.of(1.0, 2.0), 1, 3));
        assertRefused("classes", () -> classes(List.of(1.0), 1, 1));
        assertRefused("classes", () -> classes(List.of(1.0, 1.0), 1, 1));
        assertRefused("classes", () -> classes(List.of(0.0, -0.0), 0, 0));
        assertRefused("classes/1", () -> classes(List.of(1.0, Double.NaN), 1, 1));
        List<List<Double>> two = List.of(List.of(0.0, 1.0));
        assertRefused("classes", () -> new Inline(two, two, List.of(0.0, 1.0), null, ColumnScaling.NONE));
        ColumnScaling scaled = new ColumnScaling(Scaling.NONE, Scaling.MIN_MAX);
        assertRefused("target_scaling", () -> new Inline(TWO_ROWS, TWO_LABELS, List.of(0.0, 1.0), null, scaled));
        assertRefused("target_scaling", () -> new Inline(TWO_ROWS, TWO_LABELS, null, null, scaled));
        assertThat(new Inline(TWO_ROWS, List.of(List.of(20.0), List.of(7.0)), null, null, scaled).targetKind())
                .isEqualTo(TargetKind.REAL);
    }

    @SafeVarargs
    private static TargetKind kind(List<Double>... targets) {
        return new Inline(TWO_ROWS, List.of(targets)).targetKind();
    }

    @Test
    void staysAsItWasWhenTheGivenListsChange() {
        List<Double> row = new ArrayList<>(List.of(1.0));
        List<List<Double>> rows = new ArrayList<>(List.of(row));
        Inline inline = new Inline(rows, rows);

        row.set(0, 2.0);
        rows.clear();

        assertThat(inline.features()).isEqualTo(List.of(List.of(1.0)));
        assertThat(inline.generate().features().data).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e39, -1e39})
    void refusesWhatIsNotFiniteInSinglePrecision(double number) {
        assertRefused("features/1/2", List.of(TWO_ROWS.get(0), List.of(4.0, 5.0, number)), TWO_LABELS);
        assertRefused("targets/0/0", TWO_ROWS, List.of(List.of(number), List.of(1.0)));
    }

    @Test
    void pointsToTheRowOfAnotherLength() {
        assertRefused("features/1", List.of(TWO_ROWS.get(0), List.of(4.0)), TWO_LABELS);
        assertRefused("targets/1", TWO_ROWS, List.of(List.of(0.0), List.of(0.0, 1.0)));
    }

    @Test
    void refusesWhatIsMissing() {
        assertRefused("features", null, TWO_LABELS);
        assertRefused("features", List.of(), TWO_LABELS);
        assertRefused("targets", TWO_ROWS, List.of());
        assertRefused("targets", TWO_ROWS, List.of(List.of(0.0)));
        assertRefused("features/0", List.of(List.of(), List.of()), TWO_LABELS);
        assertRefused("features/1", Arrays.asList(TWO_ROWS.get(0), null), TWO_LABELS);
        assertRefused("features/1/1", List.of(TWO_ROWS.get(0), Arrays.asList(4.0, null, 6.0)), TWO_LABELS);
    }

    private static void assertRefused(String path, List<List<Double>> features, List<List<Double>> targets) {
        assertRefused(path, () -> new Inline(features, targets));
    }

    private static void assertRefused(String path, ThrowingCallable making) {
        InvalidSpecException refusal = catchThrowableOfType(InvalidSpecException.class, making);

        assertThat(refusal).isNotNull();
        assertThat(refusal.path()).isEqualTo(path);
        assertThat(String.valueOf(refusal.value())).hasSizeLessThan(100);
    }
}
