package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports of a healthy run and of one that diverges, against what the series say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String FORMULA = "=HYPERLINK(\"http://evil\",\"x\")";

    private TestService service;
    private String healthy;
    private String diverging;

    @BeforeAll
    void train() {
        service = TestService.shared();
        healthy = service.submit(run(FORMULA, "sgd", 30));
        diverging = service.submit(run("@diverging", "{\"type\": \"sgd\", \"learning_rate\": 1e30}", 5));
        service.ended(healthy);
        service.ended(diverging);
    }

    private static String run(String name, String optimizer, int epochs) {
        String word = optimizer.startsWith("{") ? optimizer : "\"" + optimizer + "\"";
        return """
                {"name": %s, "spec": {
                  "dataset": {"type": "circles", "samples": 64},
                  "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 3, "activation": "relu"}, {"units": 1}]},
                  "training": {"loss": "mse", "optimizer": %s, "metrics": ["accuracy"], "epochs": %d}}}
                """.formatted(MAPPER.writeValueAsString(name), word, epochs);
    }

    private String export(String run, String file) {
        TestService.Answer answer = service.get("/api/v1/runs/" + run + "/export." + file);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /**
     * By epoch and {@code metric} or {@code layer.tensor.statistic}: the number as {@code series} and {@code metrics}
     * have it.
     */
    private Map<String, Double> recorded(String run) {
        Map<String, Double> numbers = new TreeMap<>();
        add(numbers, service.get("/api/v1/runs/" + run + "/metrics").json(), "");
        JsonNode recording = service.get("/api/v1/runs/" + run).json().at("/spec/recording/tensors");
        for (JsonNode tensor : recording) {
            for (String statistic :
                    List.of("mean", "std", "min", "max", "mean_abs", "rms", "l2", "zero_fraction", "non_finite")) {
                JsonNode series = service.get("/api/v1/runs/" + run + "/series?tensor=" + tensor.asString()
                                + "&statistic=" + statistic)
                        .json();
                add(numbers, series, "." + tensor.asString() + "." + statistic);
            }
        }
        for (String slope : List.of("saturation", "dead_units", "inactive_units")) {
            add(
                    numbers,
                    service.get("/api/v1/runs/" + run + "/signals/" + slope).json(),
                    "." + slope);
        }
        return numbers;
    }

    private static void add(Map<String, Double> numbers, JsonNode answer, String suffix) {
        Map<String, Double> odd = new HashMap<>();
        answer.get("non_finite").forEach(note -> {
            if (!note.get("value").isNull()) {
                odd.put(
                        note.get("epoch").asInt() + " " + note.get("column").asString() + suffix,
                        Double.valueOf(note.get("value").asString()));
            }
        });
        JsonNode columns = answer.get("columns");
        columns.properties().forEach(column -> {
            for (int i = 0; i < column.getValue().size() && !column.getKey().equals("epoch"); i++) {
                String place = columns.get("epoch").get(i).asInt() + " " + column.getKey() + suffix;
                JsonNode number = column.getValue().get(i);
                numbers.put(place, number.isNull() ? odd.getOrDefault(place, Double.NaN) : number.doubleValue());
            }
        });
    }

    private List<String> runs() {
        return List.of(healthy, diverging);
    }

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    @Test
    void longCsvHasEveryRecordedNumberOnceAndBitForBit() throws IOException {
        for (String run : runs()) {
            Map<String, Double> numbers = new TreeMap<>();
            for (CSVRecord row : rows(export(run, "csv"))) {
                assertThat(row.get("run_id")).isEqualTo(run);
                String tensor = row.get("tensor").isEmpty() ? "" : row.get("tensor") + ".";
                String place = row.get("layer").isEmpty() ? "" : row.get("layer") + "." + tensor;
                Double before = numbers.put(
                        row.get("epoch") + " " + place + row.get("statistic"), Double.valueOf(row.get("value")));
                assertThat(before).isNull();
            }
            assertThat(numbers).isEqualTo(recorded(run));
        }
        assertThat(recorded(diverging)).containsValue(Double.NaN);
    }

    @Test
    void wideCsvHasTheSameNumbers() throws IOException {
        for (String run : runs()) {
            Map<String, Double> numbers = new TreeMap<>();
            for (CSVRecord row : rows(export(run, "csv?layout=wide"))) {
                row.toMap().forEach((column, value) -> {
                    if (!List.of("run_id", "run_name", "epoch").contains(column)) {
                        numbers.put(row.get("epoch") + " " + column, Double.valueOf(value));
                    }
                });
            }
            assertThat(numbers).isEqualTo(recorded(run));
        }
    }

    @Test
    void jsonLinesAndTheJsonDocumentHaveTheSameNumbers() {
        for (String run : runs()) {
            Map<String, Double> numbers = new TreeMap<>();
            List<JsonNode> epochs = export(run, "ndjson")
                    .lines()
                    .map(line -> (JsonNode) MAPPER.readTree(line))
                    .toList();
            epochs.forEach(epoch -> add(numbers, epoch));
            assertThat(numbers).isEqualTo(recorded(run));
            JsonNode document = MAPPER.readTree(export(run, "json"));
            assertThat(document.get("epochs")).containsExactlyElementsOf(epochs);
            assertThat(document.get("run"))
                    .isEqualTo(service.get("/api/v1/runs/" + run).json());
        }
    }

    private static void add(Map<String, Double> numbers, JsonNode epoch) {
        String at = epoch.get("epoch").asInt() + " ";
        epoch.get("metrics")
                .properties()
                .forEach(metric -> numbers.put(
                        at + metric.getKey(),
                        metric.getValue().isNull()
                                ? Double.valueOf(epoch.at("/non_finite/" + metric.getKey())
                                        .asString())
                                : metric.getValue().doubleValue()));
        epoch.get("layers")
                .properties()
                .forEach(layer -> layer.getValue()
                        .properties()
                        .forEach(part -> add(numbers, at + layer.getKey() + "." + part.getKey(), part.getValue())));
    }

    private static void add(Map<String, Double> numbers, String place, JsonNode part) {
        if (part.isObject()) {
            part.properties()
                    .forEach(statistic -> add(numbers, place + "." + statistic.getKey(), statistic.getValue()));
        } else {
            numbers.put(place, part.isNull() ? Double.NaN : part.doubleValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv?layout=wide"})
    void noCellIsAFormula(String file) throws IOException {
        for (String run : runs()) {
            for (CSVRecord row : rows(export(run, file))) {
                assertThat(row.stream()).noneMatch(cell -> cell.matches("[=@\\t\\r].*|[+-](?!\\d|Infinity$).*"));
            }
        }
        assertThat(rows(export(healthy, file)).get(0).get("run_name")).isEqualTo("'" + FORMULA);
    }

    @Test
    void aFileHasANameThatItsReadersKnow() {
        assertThat(disposition("csv")).isEqualTo("attachment; filename=\"backflow-" + healthy + ".csv\"");
        assertThat(disposition("tfevents"))
                .matches("attachment; filename=\"events.out.tfevents.\\d+.backflow-" + healthy + "\"");
    }

    private String disposition(String file) {
        return service.get("/api/v1/runs/" + healthy + "/export." + file)
                .response()
                .headers()
                .firstValue("Content-Disposition")
                .orElseThrow();
    }

    @Test
    void badQuestionsAreToldWhatWouldBeRight() {
        TestService.Answer layout = service.get("/api/v1/runs/" + healthy + "/export.csv?layout=tall");
        assertThat(layout.status()).isEqualTo(400);
        assertThat(layout.json().at("/errors/0/detail").asString())
                .isEqualTo("must be one of long, wide, histograms, steps");
        assertThat(service.get("/api/v1/runs/none/export.ndjson").status()).isEqualTo(404);
        assertThat(service.get("/api/v1/runs/none/export.ndjson").type()).startsWith("application/problem+json");
        assertThat(service.get("/api/v1/runs/" + healthy + "/export.xlsx").status())
                .isEqualTo(404);
        TestService.Answer points = service.get("/api/v1/runs/" + healthy + "/metrics?points=1");
        assertThat(points.status()).isEqualTo(400);
        assertThat(points.json().at("/errors/0/parameter").asString()).isEqualTo("points");
    }

    @Test
    void pointsThinsSeriesAndMetrics() {
        for (String question : List.of("metrics?", "series?tensor=kernel&statistic=std&")) {
            String address = "/api/v1/runs/" + healthy + "/" + question;
            JsonNode few = service.get(address + "points=12").json();
            assertThat(few.get("thinned").asBoolean()).isTrue();
            assertThat(few.at("/columns/epoch").size()).isBetween(6, 12);
            JsonNode all = service.get(address + "points=31").json();
            assertThat(all.get("thinned").asBoolean()).isFalse();
            assertThat(all.at("/columns/epoch").size()).isEqualTo(31);
        }
    }
}
