package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Data sets are looked at before anything is trained on them. */
class PreviewIT {

    private static final String PREVIEW = "/api/v1/datasets/preview";

    private static final TestService service = TestService.shared();

    @Test
    void pointsOfAGeneratorAreShownAsColumns() {
        JsonNode all = service.post(PREVIEW, "{\"dataset\": {\"type\": \"moons\", \"samples\": 7}}")
                .json();
        assertThat(all.get("columns").propertyNames()).containsExactly("x0", "x1", "y0");
        assertThat(all.at("/columns/x1").size()).isEqualTo(7);
        assertThat(all.get("thinned").booleanValue()).isFalse();
        assertThat(all.get("inputs").asInt()).isEqualTo(2);
        assertThat(all.get("outputs").asInt()).isOne();
        assertThat(all.get("target_kind").asString()).isEqualTo("binary");
        assertThat(all.at("/dataset/shuffle").booleanValue()).isTrue();

        JsonNode some = service.post(PREVIEW, "{\"dataset\": {\"type\": \"moons\", \"samples\": 7}, \"points\": 3}")
                .json();
        assertThat(some.get("thinned").booleanValue()).isTrue();
        assertThat(some.at("/columns/x0").size()).isEqualTo(3);
        assertThat(some.at("/columns/x0/2")).isEqualTo(all.at("/columns/x0/4"));
        String many = "{\"dataset\": {\"type\": \"blobs\", \"samples\": 100000}}";
        TestService.Answer thinned = service.post(PREVIEW, many);
        assertThat(thinned.json().at("/columns/y2").size()).isEqualTo(2000);
        assertThat(service.post(PREVIEW, many).body()).isEqualTo(thinned.body());
    }

    @Test
    void pointsOfAnUploadAreShownAsColumns() {
        String id = service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("x;colour;y\n1;red;0.5\n2;blue;\n4;blue;2.5\n")))
                .json()
                .get("id")
                .asString();
        JsonNode preview = service.post(PREVIEW, """
                        {"dataset": {"type": "csv", "dataset": "%s", "target": "y", "missing": "drop",
                                     "scaling": "min_max", "task": "regression", "shuffle": false}}
                        """.formatted(id)).json();
        assertThat(preview.get("columns").toString())
                .isEqualTo("{\"x0\":[0.0,1.0],\"x1\":[0.0,1.0],\"x2\":[1.0,0.0],\"y0\":[0.5,2.5]}");
        assertThat(preview.at("/dataset/content/inputs").toString())
                .isEqualTo("[\"x\",\"colour=blue\",\"colour=red\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"dataset\": \"moon\"}|/dataset",
                "{\"dataset\": \"csv\"}|/dataset/dataset",
                "{\"dataset\": {\"type\": \"csv\", \"dataset\": \"x\", \"target\": \"y\"}}|/dataset/dataset",
                "{\"dataset\": \"moons\", \"points\": 0}|/points",
                "{\"dataset\": \"moons\", \"point\": 7}|/point",
                "{\"dataset\": {\"type\": \"blobs\", \"features\": 1000, \"samples\": 10000}}|/dataset"
            })
    void whatCannotBeShownIsRefusedWithItsPlace(String body, String pointer) {
        TestService.Answer answer = service.post(PREVIEW, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }
}
