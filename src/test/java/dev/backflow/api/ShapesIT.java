package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The same numbers as columns, as rows and as CSV. */
class ShapesIT {

    private static final TestService SERVICE = TestService.shared();

    private static final String SPEC = """
            {"dataset": {"type": "circles", "samples": 100, "factor": 0.5, "noise": 0.1},
             "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 3, "activation": "%s"},
               {"name": "output", "units": 1}]},
             "training": {"loss": "mean_squared_error", "optimizer": {"type": "sgd", "learning_rate": %s},
               "metrics": ["mean_absolute_error"], "epochs": 6},
             "recording": {"every_steps": 1,
               "tensors": ["kernel", "kernel_gradient", "activation", "pre_activation_gradient"]}}""";

    private static final String HEALTHY = SPEC.formatted("tanh", "0.01");
    private static final String DIVERGING = SPEC.formatted("relu", "1e6");

    private static String healthy;
    private static String diverging;
    private static String experiment;

    @BeforeAll
    static void train() {
        healthy = SERVICE.submit("{\"spec\": " + HEALTHY + "}");
        diverging = SERVICE.submit("{\"spec\": " + DIVERGING + "}");
        experiment = SERVICE.post(
                        "/api/v1/experiments",
                        "{\"base\": " + HEALTHY + ", \"seeds\": {\"count\": 3}, \"axes\": [{\"path\":"
                                + " \"/training/optimizer/learning_rate\", \"values\": [0.1, 1e6]}]}")
                .json()
                .get("id")
                .asString();
        SERVICE.ended(healthy);
        SERVICE.ended(diverging);
        await().until(() -> !SERVICE.get("/api/v1/experiments/" + experiment)
                .json()
                .at("/status/finished_at")
                .isNull());
    }

    private static Answer get(String path, String accept, String... headers) {
        String address = "/api/v1/"
                + path.replace("{healthy}", healthy)
                        .replace("{diverging}", diverging)
                        .replace("{experiment}", experiment);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(SERVICE.address(address)).header("Accept", accept);
        return SERVICE.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(Answer answer, String name) {
        return String.join(", ", answer.response().headers().allValues(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/{healthy}/metrics?points=100",
                "runs/{diverging}/metrics?points=4",
                "runs/{healthy}/series?tensor=kernel_gradient&statistic=std",
                "runs/{diverging}/series?tensor=kernel_gradient&statistic=std&layers=output",
                "runs/{healthy}/series?tensor=kernel&statistic=mean&axis=step&from=2",
                "runs/{diverging}/signals/backward_gain?from=1",
                "experiments/{experiment}/series?tensor=kernel&statistic=rms",
                "experiments/{experiment}/metrics?points=100"
            })
    void theNumbersAreTheSameInEveryShape(String path) throws IOException {
        JsonNode columns = get(path, "application/json").json();
        JsonNode rows = get(path + "&shape=rows", "*/*").json();
        Answer csv = get(path, "text/csv");
        assertThat(csv.type()).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        List<String> names = List.copyOf(columns.get("columns").propertyNames());
        List<List<String>> byColumn = new ArrayList<>();
        List<List<String>> byRow = new ArrayList<>();
        int length = columns.at("/columns/epoch").size();
        assertThat(length).isGreaterThan(2);
        for (int row = 0; row < length; row++) {
            List<String> numbers = new ArrayList<>();
            for (String name : names) {
                numbers.add(columns.get("columns").get(name).get(row).asString("null"));
            }
            byColumn.add(numbers);
        }
        for (JsonNode row : rows.get("items")) {
            assertThat(row.propertyNames()).containsExactlyElementsOf(names);
            byRow.add(row.valueStream().map(value -> value.asString("null")).toList());
        }
        assertThat(byRow).isEqualTo(byColumn);
        CSVParser parsed = CSVParser.parse(csv.body(), CSVFormat.RFC4180);
        List<CSVRecord> table = parsed.getRecords();
        assertThat(table.get(0).toList()).isEqualTo(names);
        assertThat(table.stream()
                        .skip(1)
                        .map(row -> row.stream()
                                .map(cell -> cell.matches("|NaN|-?Infinity") ? "null" : cell)
                                .toList()))
                .isEqualTo(byColumn);
        assertThat(rows.has("columns") || columns.has("items")).isFalse();
        List<String> heads = new ArrayList<>(columns.propertyNames());
        heads.set(heads.indexOf("columns"), "items");
        assertThat(rows.propertyNames()).containsExactlyElementsOf(heads);
        assertThat(rows.get("non_finite")).isEqualTo(columns.get("non_finite"));
    }

    @Test
    void whatIsNotFiniteIsSaidInCsv() {
        assertThat(get("runs/{diverging}/metrics", "text/csv").body()).contains("NaN");
        assertThat(get("runs/{healthy}/series?tensor=kernel&statistic=std", "text/csv")
                        .body())
                .doesNotContain("NaN")
                .doesNotContain(",,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"runs/{healthy}/metrics", "experiments/{experiment}/metrics", "runs/{healthy}/signals/saturation"
            })
    void answersVaryWithWhatIsAcceptedAndWhatCannotBeMadeIsAProblem(String path) {
        for (String accept : List.of("application/json", "text/csv", "text/csv, application/json;q=0.5", "*/*")) {
            assertThat(header(get(path, accept), "Vary")).matches("(?i)accept(,.*)?|.*[ ,]accept(,.*)?");
        }
        assertThat(get(path, "text/*").type()).startsWith("text/csv");
        assertThat(get(path, "application/json;q=0.5, text/csv").type()).startsWith("text/csv");
        assertThat(get(path, "text/csv;q=0, */*").type()).startsWith("application/json");
        for (String accept : List.of("text/html", "image/png", "text/csv;q=0, application/json;q=0")) {
            Answer refused = get(path, accept);
            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.type()).startsWith("application/problem+json");
            assertThat(refused.json().get("detail").asString()).contains("text/csv", "application/json");
        }
    }

    @Test
    void aProblemIsToldAlsoToThoseWhoAcceptOnlyCsv() {
        Answer refused = get("runs/{healthy}/metrics?points=1", "text/csv");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.type()).startsWith("application/problem+json");
        assertThat(get("runs/{healthy}/metrics?shape=round", "*/*").json().at("/errors/0/detail"))
                .asString()
                .contains("columns, rows");
    }

    @Test
    void eachShapeHasATagOfItsOwn() {
        Set<String> tags = new HashSet<>();
        for (String path : List.of("runs/{healthy}/metrics", "runs/{healthy}/metrics?shape=rows")) {
            for (String accept : List.of("application/json", "text/csv")) {
                String tag = header(get(path, accept), "ETag");
                assertThat(tag).isNotEmpty();
                assertThat(tags.add(tag)).isTrue();
                assertThat(get(path, accept, "If-None-Match", tag).status()).isEqualTo(304);
                assertThat(get(path, accept.equals("text/csv") ? "*/*" : "text/csv", "If-None-Match", tag)
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
