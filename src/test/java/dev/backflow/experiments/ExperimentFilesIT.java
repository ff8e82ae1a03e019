package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures and exports of experiments over HTTP. */
class ExperimentFilesIT {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TestService SERVICE = TestService.shared();
    private static String path;

    /** Nine cells, some of which diverge. */
    @BeforeAll
    static void train() {
        String body = ExperimentsIT.SMALL
                .replace("[\"sigmoid\", \"relu\"]", "[\"sigmoid\", \"relu\", \"exponential\"]")
                .replace("\"optimizer\": \"adam\"", "\"optimizer\": {\"type\": \"sgd\", \"learning_rate\": 1e30}")
                .replace("\"activations\"", "\"=1+1 <b>'s\"");
        path = submitted(body);
        await().until(() -> !SERVICE.get(path).json().at("/status/finished_at").isNull());
    }

    private static String submitted(String body) {
        Answer made = SERVICE.post("/api/v1/experiments", body);
        assertThat(made.status()).as(made.body()).isEqualTo(202);
        return "/api/v1/experiments/" + made.json().get("id").asString();
    }

    private static Answer get(String address) {
        Answer answer = SERVICE.get(address);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void everyRunIsARowWithWhatTheSummarySaysOfIt() throws IOException {
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(get(path + "/export.csv").body()))
                .getRecords();
        List<JsonNode> lines = get(path + "/export.ndjson")
                .body()
                .lines()
                .map(MAPPER::readTree)
                .toList();
        assertThat(rows).hasSize(27).hasSameSizeAs(lines);
        int diverged = 0;
        for (JsonNode cell : get(path + "/summary").json().get("cells")) {
            for (JsonNode value : cell.get("values")) {
                int i = indexOf(value.get("run").asString(), lines);
                JsonNode line = lines.get(i);
                CSVRecord row = rows.get(i);
                assertThat(line.get("cell")).isEqualTo(cell.get("cell"));
                assertThat(line.get("settings")).isEqualTo(cell.get("settings"));
                assertThat(line.get("answer")).isEqualTo(value.get("value"));
                assertThat(line.get("untrained_gain")).isEqualTo(value.get("untrained_gain"));
                assertThat(line.get("metrics").get("accuracy")).isEqualTo(value.get("value"));
                assertThat(row.get("run_id")).isEqualTo(value.get("run").asString());
                assertThat(row.get("settings.activation"))
                        .isEqualTo(cell.at("/settings/activation").asString());
                assertThat(row.get("seed")).isEqualTo(value.get("seed").toString());
                assertThat(row.get("state")).isEqualTo("succeeded");
                assertThat(Double.parseDouble(row.get("metrics.accuracy")))
                        .isEqualTo(value.get("value").asDouble());
                diverged += row.get("metrics.loss").matches("NaN|Infinity") ? 1 : 0;
            }
        }
        assertThat(diverged).isPositive();
    }

    /** They are read together for the table, and one by one for their findings. */
    @Test
    void inTheTableTheRulesObjectThatObjectToTheRunAlone() {
        Set<String> seen = new HashSet<>();
        get(path + "/export.ndjson").body().lines().map(MAPPER::readTree).forEach(line -> {
            Set<String> alone = new LinkedHashSet<>();
            get("/api/v1/runs/" + line.get("run_id").asString() + "/findings")
                    .json()
                    .get("items")
                    .forEach(finding -> {
                        if (!finding.get("severity").asString().equals("note")) {
                            alone.add(finding.get("rule").asString());
                        }
                    });
            assertThat(line.get("findings").valueStream().map(JsonNode::asString))
                    .containsExactlyElementsOf(alone);
            seen.addAll(alone);
        });
        assertThat(seen).hasSizeGreaterThan(2);
    }

    private static int indexOf(String run, List<JsonNode> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).get("run_id").asString().equals(run)) {
                return i;
            }
        }
        throw new AssertionError(run + " is not exported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bands",
                "bands?tensor=kernel_gradient",
                "bands?tensor=activation&statistic=mean&layer=hidden_1&log=false&theme=dark",
                "bands?log=true&width=320&height=320",
                "matrix",
                "matrix?width=3840&height=2160&theme=dark",
                "gain"
            })
    void itsFiguresAreDrawnAndTheSameEveryTime(String figure) {
        String svg = path + "/figures/" + figure.replaceFirst("(\\w+)", "$1.svg");
        Answer drawn = get(svg);
        assertThat(drawn.type()).startsWith("image/svg+xml");
        assertThat(drawn.body()).contains("<title>=1+1 &lt;b&gt;'s</title>");
        assertThat(get(svg).body()).isEqualTo(drawn.body());
        assertThat(get(svg.replace(".svg", ".png")).type()).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "none.svg, 404, -",
                "matrix.svg?tensor=kernel, 400, tensor",
                "gain.svg?log=true, 400, log",
                "bands.svg?statistic=std, 400, statistic",
                "bands.svg?layer=output, 400, layer",
                "bands.svg?tensor=kernel&layer=nowhere, 400, layer",
                "bands.svg?tensor=bias, 400, tensor",
                "bands.svg?width=319, 400, width",
                "bands.svg?height=2161, 400, height",
                "bands.png?theme=red, 400, theme",
                "bands.png?metric=loss, 400, metric"
            })
    void whatCannotBeDrawnIsRefused(String figure, int status, String parameter) {
        Answer refused = SERVICE.get(path + "/figures/" + figure);
        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        if (parameter != null) {
            assertThat(refused.json().at("/errors/0/parameter").asString()).isEqualTo(parameter);
        }
    }

    @Test
    void whatStillRunsIsDrawnAndExportedAsFarAsItIs() {
        String running = submitted(ExperimentsIT.SMALL.replace("\"epochs\": 4", "\"epochs\": 50000"));
        for (String figure : List.of("bands", "matrix", "gain")) {
            assertThat(get(running + "/figures/" + figure + ".svg").body()).contains("of 18 runs have ended");
        }
        assertThat(get(running + "/export.ndjson").body().lines())
                .hasSize(18)
                .anyMatch(line -> line.contains("\"answer\":null"));
        SERVICE.post(running + "/cancel", "");
        assertThat(SERVICE.get("/api/v1/experiments/none/export.csv").status()).isEqualTo(404);
        assertThat(SERVICE.get("/api/v1/experiments/none/figures/gain.svg").status())
                .isEqualTo(404);
    }
}
