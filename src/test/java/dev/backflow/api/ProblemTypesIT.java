package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.spec.Fault;
import dev.backflow.spec.WireNames;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    private static Stream<Arguments> mistakes() {
        String spec = Specs.SMALL;
        return Stream.of(
                Arguments.of(Fault.SYNTAX, SERVICE.post("/api/v1/runs", "{")),
                Arguments.of(Fault.SYNTAX, upload("x,y\n1\n")),
                Arguments.of(Fault.REQUIRED, SERVICE.post("/api/v1/runs", "")),
                Arguments.of(Fault.REQUIRED, SERVICE.post("/api/v1/runs", "{}")),
                Arguments.of(Fault.REQUIRED, SERVICE.get("/api/v1/runs/x/series?tensor=kernel")),
                Arguments.of(Fault.UNKNOWN, SERVICE.post("/api/v1/runs", spec.replace("\"spec\"", "\"speck\""))),
                Arguments.of(Fault.UNKNOWN, SERVICE.get("/api/v1/runs?color=red")),
                Arguments.of(Fault.REPEATED, SERVICE.get("/api/v1/runs?state=queued&state=running")),
                Arguments.of(
                        Fault.TYPE, SERVICE.post("/api/v1/runs", spec.replace("\"epochs\": 5", "\"epochs\": \"5\""))),
                Arguments.of(
                        Fault.VALUE, SERVICE.post("/api/v1/runs", spec.replace("\"epochs\": 5", "\"epochs\": -5"))),
                Arguments.of(Fault.VALUE, SERVICE.post("/api/v1/runs", spec.replace("adam", "eve"))),
                Arguments.of(Fault.VALUE, SERVICE.get("/api/v1/runs?state=happy")),
                Arguments.of(Fault.LIMIT, SERVICE.get("/api/v1/runs?page_size=201")),
                Arguments.of(
                        Fault.LIMIT,
                        SERVICE.post("/api/v1/runs", spec.replace("\"epochs\": 5", "\"epochs\": 9999999"))));
    }

    private static Answer upload(String file) {
        return SERVICE.send(HttpRequest.newBuilder(SERVICE.address("/api/v1/datasets"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(file)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aCodeSaysWhatKindOfMistakeAnEntryIs(Fault fault, Answer problem) {
        JsonNode error = problem.json().at("/errors/0");
        assertThat(error.path("code").asString()).as(problem.body()).isEqualTo(WireNames.of(fault));
        assertThat(error.has("limit") && error.has("actual") && error.has("maximum"))
                .isEqualTo(fault == Fault.LIMIT);
    }

    @Test
    void everyCodeIsExplained() {
        JsonNode codes = SERVICE.get(ProblemType.PATH).json().get("codes");
        assertThat(codes.valueStream().map(code -> code.get("code").asString()))
                .containsExactlyElementsOf(
                        Stream.of(Fault.values()).map(WireNames::of).toList());
        JsonNode described = ApiDocument.parse(SERVICE.get("/v3/api-docs").body())
                .json()
                .at("/components/schemas/ProblemPart/properties/code/enum");
        assertThat(described.valueStream())
                .containsExactlyElementsOf(
                        codes.valueStream().map(code -> code.get("code")).toList());
    }

    @Test
    void whatTheStatusSaysByItselfHasNoType() {
        assertThat(SERVICE.get("/api/v1/nothing").json().path("type").asString("about:blank"))
                .isEqualTo("about:blank");
    }
}
