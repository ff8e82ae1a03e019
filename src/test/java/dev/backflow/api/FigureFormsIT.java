package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One figure as a picture and as what clients draw. */
class FigureFormsIT {

    private static final String VEGA_LITE = "application/vnd.vegalite.v6+json";
    private static final String PLOTLY = "application/vnd.plotly.v1+json";

    private static final TestService SERVICE = TestService.shared();

    private static String run;
    private static String experiment;

    @BeforeAll
    static void train() {
        run = SERVICE.submit(Specs.SMALL.replace(
                "\"seed\": 7}",
                "\"recording\": {\"histograms\": [\"kernel\"], \"tensors\": [\"kernel\", \"kernel_gradient\","
                        + " \"activation\", \"pre_activation_gradient\"]}, \"seed\": 7}"));
        SERVICE.ended(run);
        experiment = SERVICE.post("/api/v1/experiments", Specs.EXPERIMENT)
                .json()
                .get("id")
                .asString();
        await().until(() -> SERVICE.get("/api/v1/experiments/" + experiment)
                .json()
                .at("/status/state")
                .asString()
                .equals("succeeded"));
    }

    private static Answer ofExperiment(String figure, String accept) {
        return SERVICE.send(
                HttpRequest.newBuilder(SERVICE.address("/api/v1/experiments/" + experiment + "/figures/" + figure))
                        .header("Accept", accept));
    }

    private static Answer get(String figure, String accept) {
        return SERVICE.send(HttpRequest.newBuilder(SERVICE.address("/api/v1/runs/" + run + "/figures/" + figure))
                .header("Accept", accept));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "*/* > image/svg+xml",
                "image/png > image/png",
                "image/* > image/svg+xml",
                VEGA_LITE + " > " + VEGA_LITE,
                PLOTLY + " > " + PLOTLY,
                "text/html, application/xhtml+xml, image/png;q=0.5, */*;q=0.1 > image/png",
                "image/svg+xml;q=0.1, " + PLOTLY + ";q=0.2 > " + PLOTLY
            })
    void aFigureIsWhatIsLikedBest(String accept, String type) {
        for (Answer answer : List.of(get("weights", accept), ofExperiment("matrix", accept))) {
            assertThat(answer.type()).startsWith(type);
            assertThat(answer.response().headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept"));
        }
    }

    @Test
    void anAddressWithAnExtensionIsTheSame() {
        for (String figure : List.of("weights", "gradients", "activations", "signals", "heatmap")) {
            assertThat(get(figure + ".vl.json", "*/*").body())
                    .isEqualTo(get(figure, VEGA_LITE).body())
                    .startsWith("{\"$schema\":\"https://vega.github.io/schema/vega-lite/");
            assertThat(get(figure + ".plotly.json", "*/*").body())
                    .isEqualTo(get(figure, PLOTLY).body())
                    .startsWith("{\"data\":[");
        }
        for (String figure : List.of("bands", "matrix", "gain", "bands?tensor=kernel_gradient&log=false")) {
            String ending = figure.replaceFirst("(\\w+)", "$1.vl.json");
            assertThat(ofExperiment(ending, "*/*").body())
                    .isEqualTo(ofExperiment(figure, VEGA_LITE).body())
                    .startsWith("{\"$schema\":\"https://vega.github.io/schema/vega-lite/");
            assertThat(ofExperiment(ending.replace(".vl", ".plotly"), "*/*").body())
                    .isEqualTo(ofExperiment(figure, PLOTLY).body())
                    .startsWith("{\"data\":[");
        }
    }

    @Test
    void whatIsDrawnOfAFigureCanBeChosenWhicheverWayItIsAskedFor() {
        String histograms = "tensor=kernel&layer=output";
        assertThat(get("histograms?" + histograms, "image/svg+xml").body())
                .isEqualTo(get("histograms.svg?" + histograms, "*/*").body());
    }

    @Test
    void anAddressWithAnExtensionIsNothingElse() {
        for (String form : List.of("svg", "png", "vl.json", "plotly.json")) {
            String other = form.equals("png") ? "image/svg+xml" : "image/png";
            assertThat(get("weights." + form, other).status()).isEqualTo(406);
            assertThat(ofExperiment("gain." + form, other).status()).isEqualTo(406);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"histograms", "boundary"})
    void whatIsNoChartSaysWhatItCanBe(String figure) {
        for (Answer refused :
                List.of(get(figure + ".vl.json", "*/*"), get(figure + ".plotly.json", "*/*"), get(figure, VEGA_LITE))) {
            assertThat(refused.status()).isEqualTo(406);
            assertThat(refused.type()).startsWith("application/problem+json");
            assertThat(refused.json().get("detail").asString())
                    .contains("image/svg+xml", "image/png")
                    .doesNotContain("vega");
        }
        assertThat(get(figure, VEGA_LITE + ", image/png;q=0.1").type()).isEqualTo("image/png");
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsSent() {
        assertThat(get("moods.vl.json", "*/*").status()).isEqualTo(404);
        assertThat(get("moods", "*/*").status()).isEqualTo(404);
        assertThat(get("weights.vl.json?width=1", "*/*").status()).isEqualTo(400);
        assertThat(get("weights.gif", "*/*").status()).isEqualTo(404);
        assertThat(get("weights", "text/html").status()).isEqualTo(406);
        assertThat(ofExperiment("matrix", "text/html").status()).isEqualTo(406);
        assertThat(ofExperiment("moods.vl.json", "*/*").status()).isEqualTo(404);
        assertThat(ofExperiment("gain.plotly.json?tensor=kernel", "*/*").status())
                .isEqualTo(400);
        String other = SERVICE.submit(
                Specs.SMALL.replace("\"seed\": 7}", "\"recording\": {\"tensors\": [\"kernel\"]}, \"seed\": 7}"));
        SERVICE.ended(other);
        Answer missing = SERVICE.get("/api/v1/runs/" + other + "/figures/gradients.vl.json");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.type()).startsWith("application/problem+json");
    }

    @Test
    void eachFormHasATagOfItsOwn() {
        Set<String> tags = new HashSet<>();
        for (String accept : List.of("image/svg+xml", "image/png", VEGA_LITE, PLOTLY)) {
            for (Answer answer : List.of(get("weights", accept), ofExperiment("matrix", accept))) {
                String tag = answer.response().headers().firstValue("ETag").orElseThrow();
                assertThat(tags.add(tag)).isTrue();
            }
        }
    }
}
