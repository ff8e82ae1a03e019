package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.backflow.TestService.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An OpenAPI description as a client uses it. */
public record ApiDocument(JsonNode json) {

    private static final String JSON = "application/json";

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** One operation and where it is. */
    public record Operation(String method, String path, JsonNode json) {

        public String id() {
            return json.path("operationId").asString("?");
        }

        public List<JsonNode> parameters() {
            return list(json.path("parameters"));
        }

        /** What kind of body it takes. */
        public String mediaType() {
            return json.at("/requestBody/content").propertyNames().stream()
                    .findFirst()
                    .orElse(JSON);
        }

        /** All that can be chosen from as the body; none where there is no body. */
        public List<JsonNode> bodies() {
            JsonNode media = json.path("requestBody").path("content").path(mediaType());
            return list(media.path("examples")).stream()
                    .map(example -> example.get("value"))
                    .toList();
        }

        public JsonNode bodySchema() {
            return json.path("requestBody").path("content").path(mediaType()).path("schema");
        }

        /** The request that the examples make. */
        public HttpRequest.Builder request(URI server, JsonNode body) {
            HttpRequest.Builder request = HttpRequest.newBuilder();
            StringBuilder address = new StringBuilder(path);
            char separator = '?';
            for (JsonNode parameter : parameters()) {
                String name = parameter.get("name").stringValue();
                if (parameter.get("in").stringValue().equals("path")) {
                    int start = address.indexOf("{" + name + "}");
                    address.replace(start, start + name.length() + 2, text(parameter.get("example")));
                    continue;
                }
                JsonNode example = parameter.get("example");
                if (parameter.get("in").stringValue().equals("header")) {
                    request.header(name, example == null ? UUID.randomUUID().toString() : text(example));
                    continue;
                }
                if (example == null) {
                    continue; // excludes one of the others
                }
                for (JsonNode value : example.isArray() ? list(example) : List.of(example)) {
                    address.append(separator).append(name).append('=').append(text(value));
                    separator = '&';
                }
            }
            return request.uri(server.resolve(address.toString()))
                    .header("Content-Type", mediaType())
                    .method(
                            method.toUpperCase(),
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(body.isString() ? body.stringValue() : body.toString()));
        }

        private static String text(JsonNode value) {
            return URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return id();
        }
    }

    /** With the schemas where JSON Schema has them, so that a validator finds them. */
    public static ApiDocument parse(String json) {
        return new ApiDocument(new JsonMapper().readTree(json.replace("#/components/schemas/", "#/$defs/")));
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.add(
                                new Operation(operation.getKey(), path.getKey(), operation.getValue()))));
        return operations;
    }

    public Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A response of an operation, or what it refers to. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    /** Holds an answer to the response that is described for its status. */
    public void assertFits(Operation operation, Answer answer) {
        JsonNode response = operation.json().get("responses").get(String.valueOf(answer.status()));
        assertThat(response).as("a response for " + answer.status()).isNotNull();
        JsonNode content = resolved(response).path("content");
        if (answer.body().isEmpty()) {
            assertThat(content.isEmpty()).isTrue();
            return;
        }
        String type = answer.type().replaceFirst(";.*", "");
        JsonNode media = content.get(type);
        assertThat(media).as(type).isNotNull();
        JsonNode body = type.matches("application/(.*\\+)?json") ? answer.json() : StringNode.valueOf(answer.body());
        assertThat(errors(media.get("schema"), body)).isEmpty();
    }

    public List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = new JsonMapper().createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("$defs", json.at("/components/schemas"));
        whole.putArray("allOf").add(schema);
        return REGISTRY.getSchema(whole).validate(value);
    }

    public static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }
}
