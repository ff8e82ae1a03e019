package dev.backflow.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API stays what clients were written for. The document is kept in {@code openapi/document.json}, without what
 * programs do not read. {@code -Dbackflow.api.write=true} writes today's if it breaks nobody, {@code
 * -Dbackflow.api.write=breaking} whatever it breaks.
 */
class CompatibilityIT {

    static final Path FILE = Path.of("src/test/resources/openapi/document.json");

    private static final Set<String> FOR_PEOPLE =
            Set.of("description", "summary", "example", "examples", "tags", "info", "servers", "links");

    @Test
    void clientsOfTheKeptDocumentAreNotBroken() throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode today = contract(
                mapper.readTree(TestService.shared().get("/v3/api-docs").body()), false);
        String write = System.getProperty("backflow.api.write", "");
        if (!write.equals("breaking")) {
            assertThat(ApiChanges.breaking(mapper.readTree(Files.readString(FILE)), today))
                    .as("Changes that break clients. Where that is what is wanted, run this test once with"
                            + " -Dbackflow.api.write=breaking, and say so in the commit")
                    .isEmpty();
        }
        String written = Example.written(today, "") + "\n";
        if (!write.isEmpty()) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, written);
        }
        assertThat(Files.readString(FILE))
                .as("The document has changed, without breaking clients. Run this test once with"
                        + " -Dbackflow.api.write=true and commit " + FILE)
                .isEqualTo(written);
    }

    /** @param named whether these are names of something rather than words of OpenAPI */
    private static JsonNode contract(JsonNode node, boolean named) {
        if (node instanceof ObjectNode object) {
            ObjectNode kept = JsonNodeFactory.instance.objectNode();
            object.properties().stream()
                    .filter(field -> named || !FOR_PEOPLE.contains(field.getKey()))
                    .forEach(field -> kept.set(
                            field.getKey(),
                            contract(field.getValue(), !named && field.getKey().matches("properties|schemas|paths"))));
            return kept;
        }
        if (node.isArray()) {
            var kept = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> kept.add(contract(item, false)));
            return kept;
        }
        return node;
    }
}
