package dev.backflow.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Completes what springdoc reads off the controllers and their javadoc with {@code openapi/document.yaml}: what
 * holds for all operations; with {@code openapi/operations}, a file for each tag: examples of requests, and what the
 * controllers do not say, by operation, or for several whose names begin alike, as {@code export*}; and with the {@link
 * ResponseExamples}. Order is that of the tags and the files.
 */
@Component
class ApiDescription implements OpenApiCustomizer {

    private final JsonMapper mapper;
    private final ParameterExamples examples;
    private final ResponseExamples answers;
    private final OperationSchemas schemas;
    private final String version;

    ApiDescription(
            JsonMapper mapper,
            ParameterExamples examples,
            ResponseExamples answers,
            OperationSchemas schemas,
            @Value("${backflow.version}") String version) {
        this.mapper = mapper;
        this.examples = examples;
        this.answers = answers;
        this.schemas = schemas;
        this.version = version;
    }

    @Override
    public void customise(OpenAPI openApi) {
        Map<String, Object> values = examples.now();
        ObjectNode document = mapper.createObjectNode();
        document.putObject("components").set("schemas", mapper.valueToTree(schemas.components()));
        merge(document, filledIn(text("document.yaml"), values));
        document.withObject("/info").put("version", version);
        document.set("paths", described(paths(openApi), filledIn(operations(document.get("tags")), values)));
        answers.addTo(document);
        replace(openApi, document);
    }

    private ObjectNode paths(OpenAPI openApi) {
        try {
            ObjectNode paths = (ObjectNode) mapper.readTree(Json31.mapper().writeValueAsString(openApi.getPaths()));
            FormAddresses.tellApart(paths);
            return paths;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode described(ObjectNode paths, ObjectNode descriptions) {
        Map<String, ObjectNode> operations = new LinkedHashMap<>();
        Map<String, String> addresses = new LinkedHashMap<>();
        paths.properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    String id = operation.get("operationId").stringValue();
                    operations.put(id, (ObjectNode) operation);
                    addresses.put(id, path.getKey());
                }));
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> more : descriptions.properties()) {
            List<String> described = operations.keySet().stream()
                    .filter(id -> id.matches(more.getKey().replace("*", ".*")))
                    .sorted()
                    .toList();
            if (described.isEmpty()) {
                throw new IllegalStateException(
                        "openapi/operations describes " + more.getKey() + ", which there is not");
            }
            for (String id : described) {
                complete(Objects.requireNonNull(operations.get(id)), (ObjectNode)
                        more.getValue().deepCopy());
                String path = Objects.requireNonNull(addresses.get(id));
                ordered.set(path, paths.get(path));
            }
        }
        paths.properties().forEach(path -> ordered.putIfAbsent(path.getKey(), path.getValue()));
        return ordered;
    }

    /**
     * @param more parts of the operation, but for {@code parameters}, which are examples by name, null for one that is of
     *     no use there, and {@code description}, which follows that of the javadoc
     */
    private static void complete(ObjectNode operation, ObjectNode more) {
        JsonNode values = more.has("parameters") ? more.remove("parameters") : JsonNodeFactory.instance.objectNode();
        for (Iterator<JsonNode> each = operation.path("parameters").iterator(); each.hasNext(); ) {
            ObjectNode parameter = (ObjectNode) each.next();
            JsonNode value = values.path(parameter.get("name").stringValue());
            if (value.isNull()) {
                each.remove();
            } else if (!value.isMissingNode()) {
                parameter.set("example", value);
            }
        }
        if (operation.has("description") && more.has("description")) {
            String both = operation.get("description").stringValue() + "\n\n"
                    + more.get("description").stringValue();
            more.put("description", both);
        }
        merge(operation, more);
        operation.set("responses", sorted((ObjectNode) operation.get("responses")));
    }

    private static ObjectNode sorted(ObjectNode responses) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        responses.propertyNames().stream().sorted().forEach(code -> sorted.set(code, responses.get(code)));
        return sorted;
    }

    /** Null takes away what is there. */
    private static void merge(ObjectNode target, ObjectNode source) {
        source.properties().forEach(field -> {
            JsonNode present = target.get(field.getKey());
            if (present != null && field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (present instanceof ObjectNode object
                    && field.getValue() instanceof ObjectNode more
                    && !more.has("$ref")) {
                merge(object, more);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    /** As one text, so that an example can be anchored in one file and used in a later one. */
    private static String operations(JsonNode tags) {
        return tags.valueStream()
                .map(tag -> text("operations/" + tag.get("name").stringValue().toLowerCase(Locale.ROOT) + ".yaml"))
                .collect(Collectors.joining("\n"));
    }

    private static String text(String resource) {
        try {
            return new ClassPathResource("openapi/" + resource).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode filledIn(String yaml, Map<String, Object> values) {
        return (ObjectNode) filledIn(mapper.<JsonNode>valueToTree(new Yaml().<Object>load(yaml)), values);
    }

    /** Puts the value of the example where its name stands: {@code ${name}}. */
    private JsonNode filledIn(JsonNode content, Map<String, Object> values) {
        if (content instanceof StringNode text && text.stringValue().matches("\\$\\{\\w+}")) {
            String name = text.stringValue().substring(2, text.stringValue().length() - 1);
            return mapper.valueToTree(Objects.requireNonNull(values.get(name), () -> "There is no example " + name));
        }
        if (content instanceof ObjectNode object) {
            List<String> fields = new ArrayList<>(object.propertyNames());
            fields.forEach(field -> object.set(field, filledIn(object.get(field), values)));
        } else if (content.isArray()) {
            var array = content.asArray();
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filledIn(array.get(i), values));
            }
        }
        return content;
    }

    private static void replace(OpenAPI openApi, ObjectNode document) {
        try {
            OpenAPI described = Json31.mapper().readValue(document.toString(), OpenAPI.class);
            openApi.info(described.getInfo())
                    .servers(described.getServers())
                    .security(described.getSecurity())
                    .tags(described.getTags())
                    .paths(described.getPaths())
                    .components(described.getComponents());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
