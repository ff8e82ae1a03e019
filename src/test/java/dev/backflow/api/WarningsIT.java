package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is certain of a run before it is trained is said when it is submitted, and when it is only checked. */
class WarningsIT {

    private static final String RUN = """
            {"spec": {"dataset": {"type": "circles", "samples": 100},
             "network": {"layers": [{"units": 5, "activation": "%s"}, {"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "epochs": 1}, "seed": 1}}
            """;

    private final TestService service = TestService.shared();

    private JsonNode posted(String query, String activation) {
        return service.post("/api/v1/runs" + query, RUN.formatted(activation)).json();
    }

    @Test
    void aHiddenSoftmaxIsWarnedOfWithARemedy() {
        for (String query : new String[] {"", "?validate_only=true"}) {
            JsonNode warnings = posted(query, "softmax").get("warnings");
            assertThat(warnings).hasSize(1);
            assertThat(warnings.at("/0/rule").asString()).isEqualTo("hidden_softmax");
            assertThat(warnings.at("/0/remedies")).isNotEmpty();
        }
    }

    @Test
    void aNetworkOfWhichNothingIsCertainIsNotWarnedOf() {
        assertThat(posted("", "relu").path("warnings")).isEmpty();
        assertThat(posted("?validate_only=true", "relu").has("warnings")).isFalse();
    }

    @Test
    void aForkIsWarnedOfAsASubmissionIs() {
        String run = posted("", "relu").get("id").asString();

        JsonNode fork = service.post("/api/v1/runs/" + run + "/fork", """
                        {"patch": {"network": {"layers": [
                          {"units": 5, "activation": "softmax"}, {"units": 1, "activation": "sigmoid"}]}}}
                        """).json();

        assertThat(fork.at("/warnings/0/rule").asString()).isEqualTo("hidden_softmax");
    }

    @Test
    void theCellsOfAnExperimentThatAreIllAreNamed() {
        String base = RUN.formatted("relu").replaceFirst("\\{\"spec\": ", "").strip();
        String experiment = "{\"base\": " + base.substring(0, base.length() - 1)
                + ", \"axes\": [{\"path\": \"/network/layers/0/activation\", \"values\": [\"relu\", \"softmax\", \"tanh\"]}],"
                + " \"seeds\": {\"first\": 1, \"count\": 6}, \"question\": {\"metric\": \"loss\"}}";

        JsonNode plan = service.post("/api/v1/experiments?validate_only=true", experiment)
                .json();

        assertThat(plan.get("warnings")).as(plan.toString()).hasSize(1);
        assertThat(plan.at("/warnings/0/cells")).hasSize(1);
        assertThat(plan.at("/warnings/0/cells/0").asInt()).isEqualTo(1);
        assertThat(plan.at("/warnings/0/finding/rule").asString()).isEqualTo("hidden_softmax");
    }
}
