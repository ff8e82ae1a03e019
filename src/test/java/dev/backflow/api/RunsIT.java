package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Runs over HTTP, from the request to their end. */
class RunsIT {

    private static final TestService service = TestService.shared();

    @Test
    void aPostedRunIsAcceptedWithEveryDefaultFilledInAndSucceeds() {
        TestService.Answer answer = service.post("/api/v1/runs", Specs.SMALL);
        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().get("id").asString();
        assertThat(answer.response().headers().firstValue("Location")).contains("/api/v1/runs/" + id);
        assertThat(answer.json().at("/spec/training/optimizer/beta_1").asDouble())
                .isEqualTo(0.9);
        assertThat(answer.json().at("/spec/training/batch_size").asInt()).isEqualTo(32);
        assertThat(answer.json().at("/spec/network/layers/1/name").asString()).isEqualTo("output");
        assertThat(answer.json().at("/status/state").asString()).isEqualTo("queued");

        JsonNode run = service.ended(id);
        assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(run.at("/status/epoch").asInt()).isEqualTo(5);
        assertThat(run.at("/status/attempt").asInt()).isEqualTo(1);
        assertThat(run.at("/result/loss").isNumber()).isTrue();
        assertThat(run.at("/result/metrics/accuracy").isNumber()).isTrue();
        assertThat(run.at("/reproduction/java").asString()).isEqualTo(System.getProperty("java.version"));
        run.get("links")
                .forEach(link ->
                        assertThat(service.get(link.asString()).status()).isEqualTo(200));
    }

    @Test
    void theStoredSpecPostedAgainGivesTheSameSeriesByteForByte() {
        String first = service.submit(Specs.SMALL);
        String spec = service.ended(first).get("spec").toString();
        String second = service.submit("{\"spec\": " + spec + "}");
        assertThat(service.ended(second).get("spec").toString()).isEqualTo(spec);
        assertThat(recorded(second)).isEqualTo(recorded(first));
    }

    private static List<String> recorded(String id) {
        String run = "/api/v1/runs/" + id;
        List<String> answers = new ArrayList<>();
        answers.add(service.get(run + "/metrics").body());
        answers.add(service.get(run + "/model").body());
        JsonNode catalog = service.get("/api/v1/catalog").json();
        for (JsonNode tensor : catalog.get("tensors")) {
            for (JsonNode statistic : catalog.get("statistics")) {
                answers.add(
                        service.get(run + "/series?tensor=" + tensor.asString() + "&statistic=" + statistic.asString())
                                .body());
            }
        }
        return answers.stream().map(answer -> answer.replace(id, "ID")).toList();
    }

    @Test
    void seriesHaveAPointForEveryEpochAndAColumnForEveryLayer() {
        String id = service.submit(Specs.SMALL);
        service.ended(id);
        JsonNode series = service.get("/api/v1/runs/" + id + "/series?tensor=activation&statistic=mean")
                .json();
        assertThat(series.get("columns").propertyNames()).containsExactly("epoch", "hidden_1", "hidden_2", "output");
        assertThat(series.at("/columns/epoch").toString()).isEqualTo("[0,1,2,3,4,5]");
        assertThat(series.at("/columns/output").size()).isEqualTo(6);
        JsonNode part = service.get("/api/v1/runs/" + id
                        + "/series?tensor=activation&statistic=mean&layers=output,hidden_2&from=2&to=4")
                .json();
        assertThat(part.get("columns").propertyNames()).containsExactly("epoch", "hidden_2", "output");
        assertThat(part.at("/columns/epoch").toString()).isEqualTo("[2,3,4]");
        assertThat(part.at("/columns/output/0")).isEqualTo(series.at("/columns/output/2"));
    }

    @Test
    void thinnedRecordingKeepsTheFirstAndTheLastEpoch() {
        String id = service.submit(Specs.SMALL.replace("\"seed\": 7", "\"recording\": {\"every\": 3}, \"seed\": 7"));
        service.ended(id);
        assertThat(service.get("/api/v1/runs/" + id + "/metrics")
                        .json()
                        .at("/columns/epoch")
                        .toString())
                .isEqualTo("[0,3,5]");
    }

    @Test
    void anyPartOfTheMetricsIsWhatTheWholeHasThere() {
        String id = service.submit(Specs.SMALL.replace("\"seed\": 7", "\"recording\": {\"every\": 2}, \"seed\": 7"));
        service.ended(id);
        String metrics = "/api/v1/runs/" + id + "/metrics?shape=rows";
        List<JsonNode> whole =
                service.get(metrics).json().get("items").valueStream().toList();
        for (int from = 0; from <= 6; from++) {
            for (int to = from; to <= 6; to++) {
                int[] part = {from, to};
                JsonNode found =
                        service.get(metrics + "&from=" + from + "&to=" + to).json();
                assertThat(found.get("items").valueStream())
                        .containsExactlyElementsOf(whole.stream()
                                .filter(row -> row.get("epoch").asInt() >= part[0]
                                        && row.get("epoch").asInt() <= part[1])
                                .toList());
            }
        }
    }

    @Test
    void aRunThatStopsEarlyEndsWhereItStoppedAndHasItsModel() {
        String id = service.submit(Specs.SMALL.replace(
                "\"epochs\": 5",
                "\"epochs\": 500, \"early_stopping\": {\"monitor\": \"loss\", \"min_delta\": 10.0, \"patience\": 2}"));
        JsonNode run = service.ended(id);
        assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
        int epoch = run.at("/status/epoch").asInt();
        assertThat(epoch).isBetween(2, 10);
        JsonNode model = service.get("/api/v1/runs/" + id + "/model").json();
        assertThat(model.get("epoch").asInt()).isEqualTo(epoch);
        JsonNode epochs = service.get("/api/v1/runs/" + id + "/metrics").json().at("/columns/epoch");
        assertThat(epochs.get(epochs.size() - 1).asInt()).isEqualTo(epoch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void restoredWeightsAreNamedByTheirEpochWhereverTheyAreShown(int every) {
        String monitored = Specs.SMALL
                .replace("\"epochs\": 5", "\"epochs\": %s, \"validation_split\": 0.25%s")
                .replace("\"seed\": 7", "\"recording\": {\"every\": " + every + "}, \"seed\": 7");
        String id = service.submit(
                monitored.formatted(
                        200,
                        ", \"early_stopping\": {\"monitor\": \"loss\", \"mode\": \"max\", \"patience\": 4, \"restore_best_weights\": true}"));
        JsonNode run = service.ended(id);
        int epoch = run.at("/result/epoch").asInt();
        assertThat(run.at("/result/best_epoch").asInt()).isEqualTo(epoch);
        assertThat(run.at("/status/epoch").asInt()).isEqualTo(epoch + 4);
        JsonNode model = service.get("/api/v1/runs/" + id + "/model").json();
        assertThat(model.get("epoch").asInt()).isEqualTo(epoch);
        assertThat(service.post("/api/v1/runs/" + id + "/predictions", "{\"features\": [[0.5, -0.5]]}")
                        .json()
                        .get("epoch")
                        .asInt())
                .isEqualTo(epoch);
        assertThat(service.get("/api/v1/runs/" + id + "/figures/boundary.svg").body())
                .contains("epoch " + epoch);

        String same = service.submit(monitored.formatted(epoch, ""));
        JsonNode untilThen = service.ended(same);
        assertThat(service.get("/api/v1/runs/" + same + "/model").json().get("layers"))
                .isEqualTo(model.get("layers"));
        assertThat(untilThen.at("/result/loss")).isEqualTo(run.at("/result/loss"));
        assertThat(untilThen.at("/result/metrics")).isEqualTo(run.at("/result/metrics"));
        assertThat(untilThen.at("/result/validation")).isEqualTo(run.at("/result/validation"));
        assertThat(untilThen.at("/result/best_epoch").isNull()).isTrue();
    }

    @Test
    void theLearningRateIsRecordedAsTheNextStepTakesIt() {
        String schedule = "{\"type\": \"sgd\", \"learning_rate\": {\"type\": \"piecewise_constant\","
                + " \"boundaries\": [3], \"values\": [0.5, 0.25]}}";
        String id = service.submit("{\"spec\": {\"dataset\": {\"type\": \"xor\", \"samples\": 20}, \"network\":"
                + " {\"layers\": [{\"units\": 1, \"activation\": \"sigmoid\"}]}, \"training\": {\"loss\": \"mse\","
                + " \"epochs\": 3, \"batch_size\": 10, \"optimizer\": " + schedule + "}}}");
        JsonNode ended = service.ended(id);
        assertThat(ended.at("/result/metrics").has("learning_rate")).isFalse();
        JsonNode columns = service.get("/api/v1/runs/" + id + "/metrics").json().get("columns");
        assertThat(columns.get("learning_rate").toString()).isEqualTo("[0.5,0.5,0.25,0.25]");
        assertThat(service.get("/api/v1/runs/" + id + "/export.csv").body()).contains("learning_rate");
    }

    @Test
    void validationExamplesHaveColumnsOfTheirOwn() {
        String id = service.submit(Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": 2, \"validation_split\": 0.25"));
        JsonNode run = service.ended(id);
        assertThat(run.at("/result/validation/loss").isNumber()).isTrue();
        assertThat(service.get("/api/v1/runs/" + id + "/metrics")
                        .json()
                        .get("columns")
                        .propertyNames())
                .containsExactly("epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate");
    }

    @Test
    void zeroEpochsLookAtTheUntrainedNetwork() {
        String id = service.submit(Specs.SMALL.replace("\"epochs\": 5", "\"epochs\": 0"));
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(service.get("/api/v1/runs/" + id + "/series?tensor=kernel_gradient&statistic=std")
                        .json()
                        .at("/columns/hidden_1")
                        .size())
                .isOne();
    }

    @Test
    void aDivergingRunEndsWithItsNonFiniteNumbersCounted() {
        String id = service.submit(Specs.SMALL
                .replace("\"adam\"", "{\"type\": \"sgd\", \"learning_rate\": 1e6, \"momentum\": 0.99}")
                .replace("\"tanh\"", "\"relu\"")
                .replace("\"epochs\": 5", "\"epochs\": 60")
                .replace("\"binary_crossentropy\"", "\"mean_squared_error\"")
                .replace("\"units\": 1, \"activation\": \"sigmoid\"", "\"units\": 1, \"activation\": \"linear\""));
        JsonNode run = service.ended(id);
        assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(run.at("/result/loss").isNull()).isTrue();
        assertThat(run.at("/result/non_finite/loss").asString()).isIn("NaN", "Infinity");
        JsonNode kernels = service.get("/api/v1/runs/" + id + "/series?tensor=kernel&statistic=std")
                .json();
        assertThat(kernels.at("/columns/output/60").isNull()).isTrue();
        JsonNode last = kernels.get("non_finite").get(kernels.get("non_finite").size() - 1);
        assertThat(last.get("column").asString()).isEqualTo("output");
        assertThat(last.get("value").asString()).isEqualTo("NaN");
        assertThat(last.get("count").asInt()).isEqualTo(4);
        assertThat(service.get("/api/v1/runs/" + id + "/metrics").status()).isEqualTo(200);
        assertThat(service.get("/api/v1/runs/" + id + "/model").status()).isEqualTo(200);
        for (String signal : List.of("saturation", "dead_units", "backward_gain")) {
            JsonNode lost =
                    service.get("/api/v1/runs/" + id + "/signals/" + signal).json();
            JsonNode column = lost.get("columns").properties().stream()
                    .skip(1)
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            assertThat(column.get(60).isNull()).as(signal).isTrue();
            assertThat(lost.get("non_finite").toString()).as(signal).contains("\"epoch\":60,\"value\":\"NaN\"");
        }
    }

    @Test
    void aRunningRunIsCancelledAndStoresNothingMore() {
        String id = service.submit(Specs.LONG);
        await().until(() -> service.state(id).equals("running"));
        assertThat(service.get("/api/v1/runs/" + id + "/model").status()).isEqualTo(409);
        assertThat(service.delete("/api/v1/runs/" + id).status()).isEqualTo(409);
        assertThat(service.post("/api/v1/runs/" + id + "/cancel", "").status()).isEqualTo(202);
        assertThat(service.state(id)).isEqualTo("cancelled");
        String after = service.get("/api/v1/runs/" + id + "/metrics").body();
        service.ended(service.submit(Specs.SMALL)); // by now the worker has noticed
        assertThat(service.get("/api/v1/runs/" + id + "/metrics").body()).isEqualTo(after);
        assertThat(service.post("/api/v1/runs/" + id + "/cancel", "").status()).isEqualTo(202);
        String succeeded = service.submit(Specs.SMALL);
        service.ended(succeeded);
        TestService.Answer again = service.post("/api/v1/runs/" + succeeded + "/cancel", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.type()).startsWith("application/problem+json");
    }

    @Test
    void aDeletedRunIsGoneWithEverythingRecorded() {
        String id = service.submit(Specs.SMALL);
        service.ended(id);
        assertThat(service.delete("/api/v1/runs/" + id).status()).isEqualTo(204);
        for (String path : List.of("", "/metrics", "/model", "/series?tensor=kernel&statistic=mean")) {
            assertThat(service.get("/api/v1/runs/" + id + path).status()).isEqualTo(404);
        }
        assertThat(service.delete("/api/v1/runs/" + id).status()).isEqualTo(404);
    }

    @Test
    void theListIsNewestFirstPagedAndFiltered() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(
                    0,
                    service.submit(
                            Specs.SMALL.replace("\"tests\"", "\"paging\"").replace("small", "Page " + i)));
        }
        submitted.forEach(service::ended);
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = service.get("/api/v1/runs?label=study:paging&page_size=2" + token)
                    .json();
            page.get("items").forEach(run -> paged.add(run.get("id").asString()));
            token = "&page_token=" + page.get("next_page_token").asString("");
        } while (!token.equals("&page_token="));
        assertThat(paged).isEqualTo(submitted);
        assertThat(service.ids("?label=study:paging&name=pAGE%203")).containsExactly(submitted.get(1));
        assertThat(service.ids("?label=study:paging&name=%25")).isEmpty();
        assertThat(service.ids("?label=study:paging&state=succeeded")).hasSize(5);
        assertThat(service.ids("?label=study:paging&label=none:such")).isEmpty();
        assertThat(service.ids("?state=failed")).isEmpty();
    }

    @Test
    void aRunThatIsOnlyValidatedIsNotStored() {
        List<String> before = service.ids("?page_size=200");
        TestService.Answer answer = service.post("/api/v1/runs?validate_only=true", Specs.SMALL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/spec/recording/every").asInt()).isOne();
        assertThat(service.ids("?page_size=200")).isEqualTo(before);
    }
}
