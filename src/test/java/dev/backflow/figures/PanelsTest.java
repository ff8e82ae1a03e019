package dev.backflow.figures;

import static dev.backflow.figures.Samples.curve;
import static dev.backflow.figures.Samples.epochs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.figures.Curves.Curve;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What panels say in words. */
class PanelsTest {

    private static Lines lines(ValueAxis axis, Curve... curves) {
        double[] epochs = epochs(curves.length == 0 ? 0 : curves[0].values().length);
        return new Lines("Title", "measure", axis, Double.NaN, new Curves(epochs, List.of(curves)));
    }

    private static List<String> words(ValueAxis axis, double... values) {
        return Drawn.of(lines(axis, curve("hidden", values))).words();
    }

    private static Cells cells(double... values) {
        return new Cells("Title", "level", new Curves(epochs(values.length), List.of(curve("hidden", values))));
    }

    @Test
    void aLogarithmicPanelWithoutAPositiveNumberSaysSoAndHasNoNumbersAtItsAxis() {
        assertThat(words(ValueAxis.LOGARITHMIC, 0, 0, -1))
                .containsExactlyInAnyOrder("Title", "none above 0", "0", "1", "2", "epoch", "measure");
    }

    @ParameterizedTest
    @EnumSource
    void aPanelWithoutNumbersSaysSo(ValueAxis axis) {
        assertThat(words(axis, Double.NaN, Double.POSITIVE_INFINITY)).contains("no number");
        assertThat(words(axis)).contains("nothing recorded");
        assertThat(words(axis, Double.NaN, 0.5)).doesNotContain("no number", "nothing recorded");
    }

    @ParameterizedTest
    @EnumSource
    void aCurveThatIsNaNFromSomeEpochOnSaysFromWhich(ValueAxis axis) {
        assertThat(lines(axis, curve("hidden", 1, Double.NaN, 1, Double.NaN, Double.NaN))
                        .note())
                .isEqualTo("NaN from epoch 3");
        assertThat(lines(axis, curve("hidden", 1, Double.NEGATIVE_INFINITY, Double.NaN))
                        .note())
                .isEqualTo("∞ from epoch 1");
        assertThat(lines(axis, curve("hidden", 1, Double.NaN, 1)).note()).isEmpty();
    }

    @Test
    void zerosAreSaidWhereTheyCannotBeDrawn() {
        assertThat(lines(ValueAxis.LOGARITHMIC, curve("hidden", 1, 0, 0)).note())
                .isEqualTo("0 from epoch 1");
        assertThat(lines(ValueAxis.LINEAR, curve("hidden", 1, 0, 0)).note()).isEmpty();
    }

    @Test
    void whereCurvesEndIsSaidOfOneOfSomeAndOfAll() {
        Curve ended = curve("ended", 1, Double.NaN, Double.NaN);
        Curve later = curve("later", 1, 1, Double.NaN);
        Curve whole = curve("whole", 1, 1, 1);
        assertThat(lines(ValueAxis.LINEAR, ended, whole).note()).isEqualTo("NaN from epoch 1 in ended");
        assertThat(lines(ValueAxis.LINEAR, ended, later, whole).note()).isEqualTo("NaN from epoch 1 in 2 of 3");
        assertThat(lines(ValueAxis.LINEAR, ended, later).note()).isEqualTo("NaN from epoch 1, all from 2");
        assertThat(lines(ValueAxis.LINEAR, ended, ended).note()).isEqualTo("NaN from epoch 1");
    }

    @Test
    void aNumberBetweenGapsIsADot() {
        Drawn drawn = Drawn.of(lines(ValueAxis.LINEAR, curve("hidden", 1, Double.NaN, 2, Double.NaN, 3, 4)));
        assertThat(IntStream.range(0, drawn.shapes.size())
                        .filter(i -> "#2c63ad".equals(drawn.styles.get(i).stroke()))
                        .mapToObj(i -> drawn.shapes.get(i).getBounds2D().getWidth() > 0))
                .containsExactly(true, true);
        assertThat(drawn.styles.stream().filter(style -> "#2c63ad".equals(style.stroke())))
                .extracting(Canvas.Style::width)
                .satisfies(widths -> assertThat(widths.get(1)).isGreaterThan(2 * widths.get(0)));
    }

    @Test
    void whatTheoryExpectsIsACircleOnAnAxisThatReachesIt() {
        Curve curve = new Curve("hidden", "#000000", false, new double[] {1, 1}, 1e-4);
        assertThat(Drawn.of(lines(ValueAxis.LOGARITHMIC, curve)).words()).contains("circles: theory", "0.0001", "1");
        assertThat(words(ValueAxis.LOGARITHMIC, 1, 1)).doesNotContain("circles: theory", "0.0001");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void fewEpochsAreMarkedOneByOneWithNumbersOrWithout(int epochs) {
        double[] values = new double[epochs];
        Arrays.fill(values, Double.NaN);
        values[0] = 0.5;
        String[] marks = IntStream.range(0, epochs).mapToObj(String::valueOf).toArray(String[]::new);
        assertThat(words(ValueAxis.LINEAR, values)).contains(marks).doesNotContain("0.2", "-0.2", "0.4", "" + epochs);
    }

    @ParameterizedTest
    @CsvSource({"0.693147, 0.693149", "0.0123456, 0.0123457", "1234.56, 1234.57", "-0.500001, -0.5"})
    void numbersThatHardlyDifferAreToldApartByPlainDigits(double least, double most) {
        List<String> marks = words(ValueAxis.LINEAR, least, most).stream()
                .filter(text -> text.matches("[-0-9.e]{4,}"))
                .toList();
        assertThat(marks).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(marks).allSatisfy(mark -> assertThat(mark).doesNotContain("e"));
    }

    @Test
    void aLegendHasAllLayersBetweenTheFirstAndTheLastNameWhereNotAllNamesHaveRoom() {
        Curves curves = Samples.curves(25, 2, "hidden_", (k, e) -> k + e);
        Lines lines = new Lines("Title", "", ValueAxis.LINEAR, Double.NaN, curves);
        Drawn drawn = Drawn.of(new Figure(List.of(lines), 1, List.of(new Legend("layer", curves.all(), true, 1))));
        assertThat(drawn.words()).contains("layer", "hidden_1", "output").doesNotContain("hidden_2");
        assertThat(curves.all())
                .allSatisfy(curve -> assertThat(drawn.styles.stream().map(Canvas.Style::fill))
                        .contains(curve.color()));
    }

    @Test
    void aHeatMapSaysWhatIsGreyIfAnythingIs() {
        assertThat(cells(1, 0.1).note()).isEmpty();
        assertThat(cells(0, 1).note()).isEqualTo("grey: 0");
        assertThat(cells(1, Double.NaN, 1).note()).isEqualTo("grey: no number");
        assertThat(cells(1, 0, 0).note()).isEqualTo("grey: 0 from epoch 1");
        assertThat(cells(1, Double.NaN).note()).isEqualTo("grey: NaN from epoch 1");
        assertThat(cells(0, Double.NaN).note()).isEqualTo("grey: 0 or no number");
    }

    @Test
    void aHeatMapThatIsGreyAllOverHasNoColoursToExplain() {
        assertThat(Drawn.of(cells(0, Double.NaN)).words()).doesNotContain("level");
        assertThat(Drawn.of(cells(1, Double.NaN)).words()).contains("level");
    }

    @Test
    void aHeatMapDoesNotMakeMuchOfSmallDifferences() {
        List<String> ramp = FigureTheme.ramp(FigureTheme.VIRIDIS, 64);
        assertThat(colors(cells(1.0001, 1))).allMatch(color -> Math.abs(ramp.indexOf(color) - 31.5) < 1);
        assertThat(colors(cells(1, 0.001))).containsExactly(ramp.get(0), ramp.get(63));
    }

    private static List<String> colors(Cells cells) {
        return Drawn.of(cells).styles.stream()
                .skip(1 + 64) // the ground and the bar
                .filter(style -> style.fill() != null)
                .map(Canvas.Style::fill)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-320, 1e-38, 1e-7, 0.3, 1, 7e20, 1e300})
    void aSingleLevelIsDrawn(double level) {
        assertThat(colors(cells(level))).hasSize(1);
        assertThat(colors(cells(level, level))).hasSize(1);
    }

    /** Of every two numbers that a statistic may be. */
    @Test
    void anyNumbersAreDrawn() {
        double[] numbers = {Double.NaN, 0, -3e38, -1e-45, 1e-45, 2, 1e39, 1e300, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double one : numbers) {
            for (double other : numbers) {
                for (ValueAxis axis : List.of(ValueAxis.LINEAR, ValueAxis.LOGARITHMIC)) {
                    assertThat(words(axis, one, other))
                            .as(axis + " " + one + " " + other)
                            .contains("epoch", "measure");
                }
                assertThat(Drawn.of(cells(one, other)).words()).contains("epoch", "hidden");
            }
        }
    }
}
