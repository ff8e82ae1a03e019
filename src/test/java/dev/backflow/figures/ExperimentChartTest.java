package dev.backflow.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.figures.ExperimentSubject.OfCell;
import dev.backflow.recording.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients draw of experiments has the numbers that are drawn here, whatever became of the runs. */
class ExperimentChartTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> QUANTILES = List.of("p05", "p25", "p50", "p75", "p95");

    static Stream<String> families() {
        return ExperimentSamples.families().keySet().stream();
    }

    private static ExperimentFigureRequest request(
            ExperimentSubject subject, ExperimentFigureName name, @Nullable Tensor tensor) {
        int height = ExperimentFigureRequest.height(name, 1200, subject);
        return new ExperimentFigureRequest(name, tensor, null, null, null, 1200, height, FigureTheme.LIGHT);
    }

    private static JsonNode written(
            String family,
            ExperimentFigureName name,
            @Nullable Tensor tensor,
            String extension,
            BiConsumer<ReadFigure, ByteArrayOutputStream> form)
            throws Exception {
        ExperimentSubject subject = ExperimentSamples.families().get(family);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.accept(Figures.read(subject, request(subject, name, tensor)), out);
        String folder = System.getProperty("backflow.figures.folder");
        if (folder != null) {
            String called = family.replaceAll("\\W", "_") + "-" + name.wireName() + (tensor == null ? "" : "-tensor");
            Files.write(Path.of(folder, called + extension), out.toByteArray());
        }
        return MAPPER.readTree(out.toByteArray());
    }

    private static JsonNode vegaLite(String family, ExperimentFigureName name, @Nullable Tensor tensor)
            throws Exception {
        return written(family, name, tensor, ".vl.json", ReadFigure::vegaLite);
    }

    private static JsonNode plotly(String family, ExperimentFigureName name, @Nullable Tensor tensor) throws Exception {
        return written(family, name, tensor, ".plotly.json", ReadFigure::plotly);
    }

    private static List<JsonNode> rows(JsonNode specification) {
        List<JsonNode> rows = new ArrayList<>();
        specification.get("concat").forEach(view -> view.at("/data/values").forEach(rows::add));
        return rows;
    }

    private static List<JsonNode> traces(JsonNode specification, String name) {
        return StreamSupport.stream(specification.get("data").spliterator(), false)
                .filter(trace -> trace.get("name").asString().startsWith(name))
                .toList();
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNull() ? null : Double.valueOf(node.asDouble());
    }

    private static List<BandPanel> panels(String family, @Nullable Tensor tensor) {
        ExperimentSubject subject = ExperimentSamples.families().get(family);
        return BandPanels.of(subject, request(subject, ExperimentFigureName.BANDS, tensor)).panels().stream()
                .map(BandPanel.class::cast)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("families")
    void bandsHaveEveryQuantileOfEveryPanelAndGapsWhereTheAxisShowsNothing(String family) throws Exception {
        for (Tensor tensor : new Tensor[] {null, Tensor.KERNEL_GRADIENT}) {
            List<@Nullable Double> drawn = new ArrayList<>();
            List<@Nullable Double> medians = new ArrayList<>();
            for (BandPanel panel : panels(family, tensor)) {
                for (BandPanel.Band band : panel.bands()) {
                    for (int row = 0; row < panel.epochs().length; row++) {
                        for (double[] quantile : band.quantiles()) {
                            drawn.add(panel.axis().isDrawable(quantile[row]) ? Double.valueOf(quantile[row]) : null);
                        }
                        medians.add(drawn.get(drawn.size() - 3));
                    }
                }
            }
            List<@Nullable Double> read = new ArrayList<>();
            rows(vegaLite(family, ExperimentFigureName.BANDS, tensor))
                    .forEach(row -> QUANTILES.forEach(quantile -> read.add(number(row.get(quantile)))));
            assertThat(read).isEqualTo(drawn);
            List<@Nullable Double> lines = new ArrayList<>();
            plotly(family, ExperimentFigureName.BANDS, tensor).get("data").forEach(trace -> {
                if (!trace.has("fill")) {
                    trace.get("y").forEach(value -> lines.add(number(value)));
                }
            });
            assertThat(lines).isEqualTo(medians);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aMatrixHasEveryCellOnceWithItsWordsInAPlaceOfItsOwn(String family) throws Exception {
        ExperimentSubject subject = ExperimentSamples.families().get(family);
        List<String> titles =
                subject.cells().stream().map(OfCell::title).sorted().toList();
        List<@Nullable Double> values = subject.cells().stream()
                .map(cell -> subject.learned() == null ? cell.middle() : cell.learned())
                .map(shown -> shown == null ? null : Double.valueOf(shown.value()))
                .toList();
        List<JsonNode> rows = rows(vegaLite(family, ExperimentFigureName.MATRIX, null));
        assertThat(rows.stream().map(row -> row.get("cell").asString()).sorted().toList())
                .isEqualTo(titles);
        assertThat(rows.stream().map(row -> number(row.get("value")))).containsExactlyInAnyOrderElementsOf(values);
        for (JsonNode view : vegaLite(family, ExperimentFigureName.MATRIX, null).get("concat")) {
            Set<String> places = new HashSet<>();
            view.at("/data/values")
                    .forEach(row -> assertThat(places.add(row.get("row") + "\n" + row.get("column")))
                            .isTrue());
        }
        List<@Nullable Double> colors = new ArrayList<>();
        List<String> words = new ArrayList<>();
        plotly(family, ExperimentFigureName.MATRIX, null).get("data").forEach(trace -> {
            trace.get("z").forEach(row -> row.forEach(value -> colors.add(number(value))));
            trace.get("hovertext").forEach(row -> row.forEach(value -> words.add(value.asString())));
        });
        assertThat(colors).containsExactlyInAnyOrderElementsOf(values);
        assertThat(words.stream().sorted().toList()).isEqualTo(titles);
    }

    @ParameterizedTest
    @MethodSource("families")
    void stripsHaveADotForEverySeedAndAMarkAtTheMedianOfEachStrip(String family) throws Exception {
        List<OfCell> cells = ExperimentSamples.families().get(family).cells();
        for (boolean trained : new boolean[] {false, true}) {
            List<Double> gains = cells.stream()
                    .flatMapToDouble(cell -> Arrays.stream(trained ? cell.trained() : cell.untrained()))
                    .boxed()
                    .toList();
            String network = trained ? "trained" : "untrained";
            assertThat(rows(vegaLite(family, ExperimentFigureName.GAIN, null)).stream()
                            .filter(row -> row.path("network").asString("").equals(network))
                            .map(row -> row.get("gain").asDouble()))
                    .isEqualTo(gains);
            List<Double> dots = new ArrayList<>();
            traces(plotly(family, ExperimentFigureName.GAIN, null), network)
                    .forEach(trace -> trace.get("x").forEach(value -> dots.add(Objects.requireNonNull(number(value)))));
            assertThat(dots).isEqualTo(gains);
        }
        long strips = cells.stream()
                .flatMap(cell -> Stream.of(cell.untrained(), cell.trained()))
                .filter(strip -> strip.length > 0)
                .count();
        JsonNode medians = traces(plotly(family, ExperimentFigureName.GAIN, null), "median")
                .get(0);
        assertThat(medians.get("x").size()).isEqualTo((int) strips);
        assertThat(medians.get("y").size()).isEqualTo((int) strips);
    }

    @ParameterizedTest
    @MethodSource("families")
    void eachHasTheNameOfTheExperimentAsItsTitle(String family) throws Exception {
        String name = ExperimentSamples.families().get(family).name();
        for (ExperimentFigureName figure : ExperimentFigureName.values()) {
            assertThat(vegaLite(family, figure, null).at("/title/text").asString())
                    .isEqualTo(name);
            assertThat(plotly(family, figure, null).at("/layout/title/text").asString())
                    .startsWith(name);
        }
    }
}
