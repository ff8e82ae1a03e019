package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a problem says: a sentence that begins with the place and what was sent there, and says what would be right. */
class ProblemTextsIT {

    private static final TestService service = TestService.shared();
    private static final String VERBS = "(must|is|has|takes|ends|shows|chooses|does not|needs|cannot) ";

    private static String run;

    @BeforeAll
    static void trainWithLittleRecorded() {
        run = service.submit("""
                {"spec": {"dataset": {"type": "sine", "samples": 20},
                  "network": {"layers": [{"type": "dropout", "name": "drop", "rate": 0.1}, {"units": 2}, {"units": 1}]},
                  "training": {"loss": "mse", "epochs": 20},
                  "recording": {"tensors": ["kernel"], "histograms": ["kernel"]}}}""");
        service.ended(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{run}/series?tensor=bias&statistic=std",
                "{run}/series?tensor=kernel&statistic=std&layers=drop",
                "{run}/series?tensor=kernel&statistic=std&layers=none",
                "{run}/series?tensor=kernel&statistic=std&from=-5",
                "{run}/series?tensor=kernel&statistic=std&from=5&to=4",
                "{run}/metrics?from=-5",
                "{run}/metrics?from=5&to=4",
                "{run}/series?tensor=kernel&statistic=std&axis=step",
                "{run}/series?tensor=kernel&statistic=std&points=1",
                "{run}/series?tensor=kernel&statistic=std&points=3",
                "{run}/series?tensor=kernel&statistic=std&color=red",
                "{run}/series?tensor=kernel&statistic=std&from=1&from=2",
                "{run}/series?tensor=kernels&statistic=std",
                "{run}/series?tensor=kernel",
                "{run}/histograms?tensor=bias&layer=output",
                "{run}/histograms?tensor=kernel&layer=drop",
                "{run}/histograms?tensor=kernel&layer=output&from=-5",
                "{run}/replay?points=1",
                "{run}/replay?points=1001",
                "{run}/replay?from=-5",
                "{run}/model?epoch=999999",
                "{run}/signals/forward_gain",
                "{run}/signals/update_ratio",
                "{run}/figures/gradients.svg",
                "{run}/figures/boundary.svg",
                "{run}/figures/weights.svg?width=1",
                "{run}/figures/weights.svg?layer=output",
                "{run}/figures/histograms.svg?tensor=bias",
                "{run}/export.csv?layout=tall",
                "?page_size=1000",
                "?page_token=x",
                "?label=nocolon",
                "?state=happy"
            })
    void queriesAreRefusedInASentence(String query) {
        Answer answer = service.get("/api/v1/runs" + query.replace("{run}", "/" + run));
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertSentence(answer, answer.json().at("/errors/0/parameter").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"spec\": {\"seeed\": 7}}",
                "{\"spec\": {\"seed\": -1}}",
                "{\"name\": 3}",
                "{\"spec\": {\"dataset\": \"circlez\"}}",
                "{\"spec\": 3}",
                "{\"spec\": {\"dataset\": {\"type\": \"circles\", \"samples\": 0}}}"
            })
    void bodiesAreRefusedInSentences(String body) {
        Answer answer = service.post("/api/v1/runs", body);
        assertThat(answer.status()).isEqualTo(400);
        assertSentence(answer, answer.json().at("/errors/0/pointer").asString());
    }

    @Test
    void headersAreRefusedInASentence() {
        Answer answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + run + "/events"))
                .header("Last-Event-ID", "x"));
        assertThat(answer.json().get("detail").asString())
                .isEqualTo("The header Last-Event-ID (x) must be the id of an epoch event: a whole number.");
    }

    private static void assertSentence(Answer answer, String place) {
        JsonNode error = answer.json().at("/errors/0");
        String value =
                error.get("value").isNull() ? "" : " (" + error.get("value").asString() + ")";
        String detail = error.get("detail").asString();
        assertThat(answer.json().get("detail").asString()).startsWith(place + value + " " + detail + ".");
        assertThat(detail).matches(VERBS + ".*[^.,;]");
    }
}
