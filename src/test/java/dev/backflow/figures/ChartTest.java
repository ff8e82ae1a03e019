package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.figures.Curves.Curve;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients draw shows the numbers that are drawn here, whatever was recorded. */
class ChartTest {

    private static final FigureRequest REQUEST =
            new FigureRequest(FigureName.SIGNALS, null, null, 1200, 420, FigureTheme.LIGHT);

    static Stream<Map.Entry<String, Curves>> families() {
        return Samples.families().entrySet().stream();
    }

    private static Figure figure(Curves curves) {
        return new Figure(
                List.of(
                        new Lines("Gain", "gain", ValueAxis.LOGARITHMIC, 1, curves),
                        new Lines("Loss", "", ValueAxis.LINEAR, Double.NaN, curves),
                        new Lines("Share", "share", ValueAxis.SHARE, Double.NaN, curves),
                        new Cells("Heat", "RMS", curves)),
                2,
                List.of());
    }

    private static JsonNode vegaLite(Figure figure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new VegaLite(out, REQUEST).write(figure);
        return new JsonMapper().readTree(out.toByteArray());
    }

    private static JsonNode plotly(Figure figure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Plotly(out, REQUEST).write(figure);
        return new JsonMapper().readTree(out.toByteArray());
    }

    /** Null for what the axis cannot show. */
    private static List<Double> shown(Curve curve, boolean logarithmic) {
        List<Double> shown = new ArrayList<>();
        for (double value : curve.values()) {
            shown.add(Double.isFinite(value) && (value > 0 || !logarithmic) ? value : null);
        }
        return shown;
    }

    private static List<Double> numbers(Stream<JsonNode> nodes) {
        List<Double> numbers = new ArrayList<>();
        nodes.forEach(node -> numbers.add(node.isNull() ? null : Double.valueOf(node.asDouble())));
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("families")
    void vegaLiteHasEveryNumberOnceAndGapsWhereTheAxisShowsNothing(Map.Entry<String, Curves> family) {
        JsonNode specification = vegaLite(figure(family.getValue()));
        assertThat(specification.get("concat").size()).isEqualTo(4);
        int panel = 0;
        for (JsonNode view : specification.get("concat")) {
            boolean logarithmic = panel == 0 || panel == 3;
            for (Curve curve : family.getValue().all()) {
                Stream<JsonNode> own = view.at("/data/values")
                        .valueStream()
                        .filter(row -> row.get("curve").asString().equals(curve.name()));
                assertThat(numbers(own.map(row -> row.get("value")))).isEqualTo(shown(curve, logarithmic));
            }
            panel++;
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void plotlyHasATraceForEachCurveAndOneEntryOfTheLegendForEachName(Map.Entry<String, Curves> family) {
        List<Curve> curves = family.getValue().all();
        JsonNode specification = plotly(figure(family.getValue()));
        List<JsonNode> traces = specification
                .get("data")
                .valueStream()
                .filter(trace -> !trace.has("hovertemplate"))
                .toList();
        assertThat(traces).hasSize(3 * curves.size() + 1);
        for (int i = 0; i < 3 * curves.size(); i++) {
            Curve curve = curves.get(i % curves.size());
            assertThat(traces.get(i).get("name").asString()).isEqualTo(curve.name());
            assertThat(numbers(traces.get(i).get("y").valueStream())).isEqualTo(shown(curve, i < curves.size()));
            assertThat(traces.get(i).get("x").size())
                    .isEqualTo(family.getValue().epochs().length);
        }
        assertThat(traces.stream()
                        .filter(trace -> trace.path("showlegend").asBoolean(false))
                        .map(trace -> trace.get("name").asString()))
                .containsExactlyElementsOf(
                        curves.stream().map(Curve::name).distinct().toList());
        JsonNode heat = traces.get(traces.size() - 1);
        for (int row = 0; row < curves.size(); row++) {
            List<Double> exponents = numbers(heat.get("z").get(row).valueStream());
            List<Double> shown = shown(curves.get(row), true);
            for (int i = 0; i < shown.size(); i++) {
                Double expected = shown.get(i) == null ? null : Double.valueOf(StrictMath.log10(shown.get(i)));
                assertThat(exponents.get(i)).isEqualTo(expected);
            }
        }
        assertThat(Collections.max(List.copyOf(specification.get("layout").propertyNames())))
                .isEqualTo("yaxis4");
    }
}
