package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.series.Columns;
import dev.backflow.series.SignalColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written around the curves and cells of a panel. */
class PlotTest {

    private static final Pattern TEXT = Pattern.compile(">([^<>]+)</text>");
    private static final Plot PLOT = new Plot(FigureTheme.LIGHT, 11);

    private static Columns columns(double... values) {
        Columns columns = Columns.over(IntStream.range(0, values.length).toArray());
        columns.add("hidden", values, null);
        return columns;
    }

    private static List<String> texts(Map<String, Object> panel) {
        String svg = new FigureSvg(panel, 600, 400, "#ffffff").toString();
        return TEXT.matcher(svg).results().map(text -> text.group(1)).toList();
    }

    private static List<String> curves(ValueAxis axis, double... values) {
        return texts(PLOT.curves("Title", "measure", axis, columns(values), Map.of("hidden", "#000000"), null));
    }

    private static List<String> cells(double... values) {
        return texts(PLOT.cells("Title", "level", columns(values)));
    }

    @Test
    void a_logarithmic_panel_without_a_positive_number_says_so_and_has_no_numbers_at_its_axis() {
        assertThat(curves(ValueAxis.LOGARITHMIC, 0, 0, -1))
                .containsExactlyInAnyOrder("Title: none above 0", "0", "1", "2", "epoch", "measure");
    }

    @Test
    void what_theory_expects_is_a_circle_on_an_axis_that_reaches_it() {
        Columns theory = new SignalColumns(columns(1, 1), Map.of("hidden", 1e-4)).theory();
        Map<String, String> colors = Map.of("hidden", "#000000");
        assertThat(texts(PLOT.curves("Title", "gain", ValueAxis.LOGARITHMIC, columns(1, 1), theory, colors, null)))
                .contains("Title (circles: theory)", "1e-4", "1");
        assertThat(curves(ValueAxis.LOGARITHMIC, 1, 1)).contains("Title").doesNotContain("1e-4");
    }

    @Test
    void a_legend_that_leaves_out_layers_says_so() {
        Columns columns = Columns.over(new int[] {0, 1});
        Map<String, String> colors = new TreeMap<>();
        for (int layer = 10; layer < 25; layer++) {
            columns.add("layer_" + layer, new double[] {layer, 1}, null);
            colors.put("layer_" + layer, "#000000");
        }
        List<String> texts = texts(PLOT.curves("Title", "gain", ValueAxis.LINEAR, columns, colors, "layer"));
        assertThat(texts).contains("layer (10 of 15)", "layer_10", "layer_24");
        assertThat(texts).filteredOn(text -> text.startsWith("layer_")).hasSize(10);
    }

    @Test
    void of_a_fork_theory_expects_nothing() {
        Columns forked = Columns.over(new int[] {20, 21});
        forked.add("hidden", new double[] {1, 1}, null);
        assertThat(new SignalColumns(forked, Map.of("hidden", 0.5)).theory().columns())
                .allSatisfy((name, column) -> assertThat(column).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void a_panel_without_numbers_says_so(ValueAxis axis) {
        assertThat(curves(axis, Double.NaN, Double.POSITIVE_INFINITY)).contains("Title: no number");
        assertThat(curves(axis, Double.NaN, 0.5)).contains("Title");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void few_epochs_are_marked_one_by_one_with_numbers_or_without(int epochs) {
        double[] values = new double[epochs];
        Arrays.fill(values, Double.NaN);
        values[0] = 1;
        String[] marks = IntStream.range(0, epochs).mapToObj(String::valueOf).toArray(String[]::new);
        assertThat(curves(ValueAxis.SHARE, values)).contains(marks).doesNotContain("0.2", "-0.2", "0.4", "" + epochs);
    }

    @ParameterizedTest
    @CsvSource({"0.693147, 0.693149", "0.0123456, 0.0123457", "1234.56, 1234.57", "-0.500001, -0.5"})
    void numbers_that_hardly_differ_are_told_apart_by_plain_digits(double least, double most) {
        List<String> marks = curves(ValueAxis.LINEAR, least, most).stream()
                .filter(text -> text.matches("[-\u22120-9.e]{4,}"))
                .toList();
        assertThat(marks).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(marks).allSatisfy(mark -> assertThat(mark).doesNotContain("e"));
        assertThat(marks.stream().map(Double::valueOf))
                .allSatisfy(mark -> assertThat(mark).isBetween(least, most));
    }

    @Test
    void a_heat_map_says_what_is_grey_if_anything_is() {
        assertThat(cells(1, 0.1)).contains("Title", "level");
        assertThat(cells(1, 0)).contains("Title; grey: 0 or no number", "level");
        assertThat(cells(1, Double.NaN)).contains("Title; grey: 0 or no number", "level");
    }

    @Test
    void a_heat_map_that_is_grey_all_over_has_no_colours_to_explain() {
        assertThat(cells(0, Double.NaN)).contains("Title; grey: 0 or no number").doesNotContain("level");
    }

    @Test
    void a_heat_map_does_not_make_much_of_small_differences() {
        assertThat(cells(1.0001, 1)).contains("0.4", "-0.4");
        assertThat(cells(1, 0.001)).contains("-2.0").doesNotContain("0.4");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-38, 1e-7, 0.3, 1, 7e20})
    void a_single_level_is_drawn(double level) {
        assertThat(cells(level, 0)).contains("level");
        assertThat(cells(level, level)).contains("level");
    }

    /** Of every two numbers that a statistic may be. */
    @Test
    void any_numbers_are_drawn() {
        double[] numbers = {Double.NaN, 0, -3e38, -1e-45, 1e-45, 2, 1e39, 1e300};
        for (double one : numbers) {
            for (double other : numbers) {
                for (ValueAxis axis : List.of(ValueAxis.LINEAR, ValueAxis.LOGARITHMIC)) {
                    assertThat(curves(axis, one, other))
                            .as(axis + " " + one + " " + other)
                            .contains("epoch", "measure");
                }
                assertThat(cells(one, other)).as(one + " " + other).contains("epoch", "hidden");
            }
        }
    }
}
