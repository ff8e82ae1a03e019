package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The type of a problem is an address that explains it. */
class ProblemTypesIT {

    private static final TestService SERVICE = TestService.shared();

    static Stream<Answer> problems() {
        return Stream.of(
                SERVICE.post("/api/v1/runs", "{}"),
                SERVICE.post("/api/v1/runs", " ".repeat(1 << 21)),
                SERVICE.get("/api/v1/runs?page_size=0"),
                SERVICE.get("/api/v1/runs?name=%ff"),
                SERVICE.get("/api/v1/runs/none"),
                SERVICE.get("/api/v1/presets/none"),
                SERVICE.get("/api/v1/datasets/none"),
                SERVICE.get("/api/v1/problems/none"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void whereItPointsItsTitleAndStatusAreExplained(Answer problem) {
        JsonNode explained = SERVICE.get(problem.json().get("type").asString()).json();
        for (String field : new String[] {"type", "title", "status"}) {
            assertThat(explained.get(field))
                    .as(problem.body())
                    .isEqualTo(problem.json().get(field));
        }
        assertThat(explained.get("status").asInt()).isEqualTo(problem.status());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsListedAsItIsExplained(ProblemType type) {
        JsonNode explained = SERVICE.get(type.uri().toString()).json();
        assertThat(explained.get("meaning").asString()).endsWith(".");
        assertThat(SERVICE.get(ProblemType.PATH).json().get("items")).contains(explained);
    }

    @Test
    void whatTheStatusSaysByItselfHasNoType() {
        assertThat(SERVICE.get("/api/v1/nothing").json().path("type").asString("about:blank"))
                .isEqualTo("about:blank");
    }
}
