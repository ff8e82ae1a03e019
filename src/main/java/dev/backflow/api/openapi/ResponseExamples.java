package dev.backflow.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Examples of responses, which are answers of a running service: {@code openapi/examples.json}. Its keys are the id of
 * an operation and a status, or the name of a response that operations share; where there are several examples of one
 * response, the name of the example or its media type follows. A test compares them with today's answers and can write
 * them anew.
 */
@Component
class ResponseExamples {

    private final JsonNode answers;

    ResponseExamples(JsonMapper mapper) {
        try (InputStream json = new ClassPathResource("openapi/examples.json").getInputStream()) {
            answers = mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addTo(ObjectNode document) {
        document.at("/components/responses").properties().forEach(shared -> add(shared.getKey(), shared.getValue()));
        document.get("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .get("responses")
                        .properties()
                        .forEach(response -> add(
                                operation.get("operationId").stringValue() + " " + response.getKey(),
                                response.getValue()))));
    }

    private void add(String key, JsonNode response) {
        response.path("content").forEachEntry((type, media) -> {
            String own = key + " " + type;
            if (!media.at("/schema/format").asString("").equals("binary")) {
                set((ObjectNode) media, "example", answers.has(own) ? own : key);
            }
            media.path("examples")
                    .properties()
                    .forEach(named -> set((ObjectNode) named.getValue(), "value", key + " " + named.getKey()));
        });
    }

    private void set(ObjectNode target, String field, String key) {
        if (answers.has(key)) {
            target.set(field, answers.get(key));
        }
    }
}
