package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Several runs in one answer. */
class SeveralRunsIT {

    private static final TestService SERVICE = TestService.shared();
    private static final String KERNELS = "&tensor=kernel&statistic=std";

    private static final List<String> RUNS = new ArrayList<>();
    private static String all;

    /** Of different depth, length and spacing, one diverging. */
    @BeforeAll
    static void train() {
        RUNS.add(SERVICE.submit(Specs.SMALL));
        RUNS.add(SERVICE.submit(Specs.SMALL
                .replace("\"epochs\": 5", "\"epochs\": 11")
                .replace("\"repeat\": 2", "\"repeat\": 4")
                .replace("\"seed\": 7}", "\"recording\": {\"every\": 4}, \"seed\": 7}")));
        RUNS.add(SERVICE.submit(Specs.SMALL
                .replace("\"adam\"", "{\"type\": \"sgd\", \"learning_rate\": 1e30}")
                .replace("\"tanh\"", "\"relu\"")));
        RUNS.forEach(SERVICE::ended);
        all = RUNS.stream().map("&run="::concat).collect(Collectors.joining());
    }

    private static JsonNode get(String path) {
        Answer answer = SERVICE.get("/api/v1/" + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> column(JsonNode answer, String name) {
        return answer.get("columns")
                .get(name)
                .valueStream()
                .map(value -> value.asString("null"))
                .toList();
    }

    /** At each epoch of the one what the other has there. */
    private static void assertSame(JsonNode joined, String column, JsonNode alone, String layer) {
        List<String> epochs = column(joined, "epoch");
        List<String> own = column(alone, "epoch");
        List<String> expected =
                Stream.generate(() -> "null").limit(epochs.size()).collect(Collectors.toList());
        for (int i = 0; i < own.size(); i++) {
            expected.set(epochs.indexOf(own.get(i)), column(alone, layer).get(i));
        }
        assertThat(column(joined, column)).isEqualTo(expected);
    }

    @Test
    void theColumnsOfSeveralRunsAreThoseOfEachOverAllEpochs() {
        JsonNode joined = get("series?" + all.substring(1) + KERNELS);
        assertThat(column(joined, "epoch")).containsExactly("0", "1", "2", "3", "4", "5", "8", "11");
        assertThat(joined.get("runs").valueStream().map(run -> run.get("id").asString()))
                .isEqualTo(RUNS);
        int width = 1;
        for (String run : RUNS) {
            JsonNode alone = get("runs/" + run + "/series?tensor=kernel&statistic=std");
            for (String layer : alone.get("columns").propertyNames()) {
                if (!layer.equals("epoch")) {
                    assertSame(joined, run + "." + layer, alone, layer);
                    width++;
                }
            }
        }
        assertThat(joined.get("columns").size()).isEqualTo(width);
        assertThat(joined.get("non_finite")
                        .valueStream()
                        .map(note -> note.get("column").asString()))
                .isNotEmpty()
                .allMatch(column -> column.startsWith(RUNS.get(2)));
    }

    @Test
    void layersOfRunsOfDifferentDepthAreThoseThatEachHas() {
        JsonNode joined = get("series?layers=hidden_3&layers=hidden_1" + all + KERNELS + "&from=2&to=8");
        assertThat(joined.get("columns").propertyNames())
                .containsExactly(
                        "epoch",
                        RUNS.get(0) + ".hidden_1",
                        RUNS.get(1) + ".hidden_1",
                        RUNS.get(1) + ".hidden_3",
                        RUNS.get(2) + ".hidden_1");
        assertThat(column(joined, "epoch")).containsExactly("2", "3", "4", "5", "8");
    }

    @ParameterizedTest
    @CsvSource({"tensor=kernel&statistic=std&layer=output, output", "metric=loss, loss", "metric=accuracy, accuracy"})
    void aComparisonHasAColumnForEachRun(String what, String name) {
        JsonNode joined = get("comparisons?" + what + all);
        assertThat(joined.get("columns").propertyNames())
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("epoch"), RUNS.stream()).toList());
        for (String run : RUNS) {
            String path = name.equals("output") ? "/series?tensor=kernel&statistic=std" : "/metrics";
            assertSame(joined, run, get("runs/" + run + path), name);
        }
        assertThat(get("comparisons?shape=rows&points=7&" + what + all)
                        .get("items")
                        .size())
                .isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "series?tensor=kernel&statistic=std; run is required",
                "series?RUN&RUN&tensor=kernel&statistic=std; is named twice",
                "series?ALL&tensor=bias&statistic=std; is not recorded in run",
                "series?ALL&tensor=kernel&statistic=std&layers=hidden_9; is no layer with kernel of any",
                "series?ALL&tensor=kernel&statistic=std&from=5&to=2; must not be above to",
                "comparisons?ALL&metric=colour; is not recorded in run",
                "comparisons?ALL&metric=loss&from=-1; must not be below 0",
                "comparisons?ALL&metric=loss&layer=output; one of both",
                "comparisons?ALL&tensor=kernel&statistic=std; one of both",
                "comparisons?ALL; one of both",
                "comparisons?ALL&tensor=kernel&statistic=std&layer=hidden_3; is no layer with kernel of run",
                "comparisons?ALL&metric=loss&points=1; must be at least"
            })
    void whatCannotBeIsRefusedWithItsPlace(String requestAndDetail) {
        String[] parts = requestAndDetail.split("; ");
        String path = parts[0].replace("ALL", all.substring(1)).replace("RUN", "run=" + RUNS.get(0));
        Answer refused = SERVICE.get("/api/v1/" + path);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString()).contains(parts[1]);
    }

    @Test
    void howManyRunsAndNumbersAnAnswerHasIsBounded() {
        String many =
                Stream.generate(() -> "run=" + UUID.randomUUID()).limit(101).collect(Collectors.joining("&"));
        JsonNode refused =
                SERVICE.get("/api/v1/comparisons?metric=loss&" + many).json();
        assertThat(refused.at("/errors/0/maximum").asInt()).isEqualTo(100);
        String huge = SERVICE.submit(Specs.LONG);
        JsonNode tooLong =
                SERVICE.get("/api/v1/comparisons?metric=loss&run=" + huge).json();
        assertThat(tooLong.at("/errors/0/maximum").asInt()).isEqualTo(250_000);
        assertThat(SERVICE.get("/api/v1/comparisons?metric=loss&to=100&run=" + huge)
                        .status())
                .isEqualTo(200);
        SERVICE.post("/api/v1/runs/" + huge + "/cancel", "");
    }

    @Test
    void whatBelongsToOthersDoesNotExist(@TempDir Path directory) {
        try (TestService service = TestService.on(TestDatabase.H2.create(directory), "--backflow.auth=token")) {
            TestService ada = service.as(token(service, "ada"));
            TestService ben = service.as(token(service, "ben"));
            String hers = ada.submit(Specs.SMALL);
            String his = ben.submit(Specs.SMALL);
            ada.ended(hers);
            ben.ended(his);
            for (String path : List.of("series?tensor=kernel&statistic=std", "comparisons?metric=loss")) {
                assertThat(ada.get("/api/v1/" + path + "&run=" + hers).status()).isEqualTo(200);
                Answer both = ada.get("/api/v1/" + path + "&run=" + hers + "&run=" + his);
                assertThat(both.status()).isEqualTo(404);
                assertThat(both.json().get("type").asString()).endsWith("/no-such-run");
            }
        }
    }

    private static String token(TestService service, String owner) {
        return service.part(TokenService.class)
                .issue(new TokenRequest(owner, Role.SUBMIT, "test", 1))
                .secret();
    }
}
