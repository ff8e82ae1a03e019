package dev.backflow.api.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What clients that were written for one OpenAPI document find broken in another: something is gone, a request takes
 * less than before, an answer holds less or other things. What is new beside that breaks nobody, new members of
 * families and new words in answers included.
 */
final class ApiChanges {

    private static final List<String> LEAST =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> MOST =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

    private final JsonNode before;
    private final JsonNode now;
    private final Set<String> compared = new HashSet<>();
    private final List<String> broken = new ArrayList<>();

    private ApiChanges(JsonNode before, JsonNode now) {
        this.before = before;
        this.now = now;
    }

    /** A sentence for each change that breaks clients; none where there is no such change. */
    static List<String> breaking(JsonNode before, JsonNode now) {
        ApiChanges changes = new ApiChanges(before, now);
        changes.paths();
        return changes.broken;
    }

    private void paths() {
        before.get("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    JsonNode today = now.get("paths").path(path).path(method);
                    String place = method.toUpperCase() + " " + path;
                    if (today.isMissingNode()) {
                        broken.add(place + " is gone");
                    } else {
                        operation(place, operation, today);
                    }
                }));
    }

    private void operation(String place, JsonNode was, JsonNode is) {
        same(place, "operationId", was, is);
        parameters(place, parameters(was), parameters(is));
        JsonNode body = was.path("requestBody");
        JsonNode today = is.path("requestBody");
        if (today.path("required").asBoolean(false) && !body.path("required").asBoolean(false)) {
            broken.add(place + ": the body is required now");
        }
        contents(place + ", body", body, today, true);
        was.path("responses").forEachEntry((status, response) -> {
            String answer = place + ", answer " + status;
            JsonNode described = is.path("responses").path(status);
            if (described.isMissingNode()) {
                broken.add(answer + " is gone");
                return;
            }
            JsonNode old = resolved(before, response);
            JsonNode current = resolved(now, described);
            kept(answer, "header", old.path("headers"), current.path("headers"));
            contents(answer, old, current, false);
        });
    }

    private static Map<String, JsonNode> parameters(JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation
                .path("parameters")
                .forEach(parameter -> parameters.put(
                        parameter.get("in").stringValue() + " parameter "
                                + parameter.get("name").stringValue(),
                        parameter));
        return parameters;
    }

    private void parameters(String place, Map<String, JsonNode> was, Map<String, JsonNode> is) {
        was.forEach((name, parameter) -> {
            if (is.containsKey(name)) {
                JsonNode today = is.get(name);
                schema(place + ", " + name, parameter.path("schema"), today.path("schema"), true);
            } else {
                broken.add(place + ", " + name + " is gone");
            }
        });
        is.forEach((name, parameter) -> {
            boolean optional =
                    !was.containsKey(name) || !was.get(name).path("required").asBoolean(false);
            if (parameter.path("required").asBoolean(false) && optional) {
                broken.add(place + ", " + name + " is required now");
            }
        });
    }

    private void contents(String place, JsonNode was, JsonNode is, boolean request) {
        kept(place, "type", was.path("content"), is.path("content"));
        was.path("content").forEachEntry((type, media) -> {
            if (is.path("content").has(type)) {
                schema(place, media.path("schema"), is.path("content").get(type).path("schema"), request);
            }
        });
    }

    private void kept(String place, String what, JsonNode was, JsonNode is) {
        was.propertyNames().stream()
                .filter(name -> !is.has(name))
                .forEach(name -> broken.add(place + ": the " + what + " " + name + " is gone"));
    }

    private void same(String place, String keyword, JsonNode was, JsonNode is) {
        if (!was.path(keyword).equals(is.path(keyword))) {
            broken.add(place + ": " + keyword + " is " + is.path(keyword) + " instead of " + was.path(keyword));
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }

    private void schema(String place, JsonNode was, JsonNode is, boolean request) {
        if (was.has("$ref") && !compared.add(was.get("$ref") + " " + is + request)) {
            return;
        }
        Map<String, JsonNode> choices = choices(before, was);
        Map<String, JsonNode> today = choices(now, is);
        if (choices.containsValue(was) && today.containsValue(is)) {
            plain(place, resolved(before, was), resolved(now, is), request);
            return;
        }
        choices.forEach((name, choice) -> {
            if (today.containsKey(name)) {
                schema(place, choice, today.get(name), request);
            } else if (request && !today.containsKey("anything")) {
                broken.add(place + " takes no " + name + " any more");
            }
        });
        if (!request && choices.containsValue(was)) {
            today.keySet().stream()
                    .filter(name -> !choices.containsKey(name))
                    .forEach(name -> broken.add(place + " may be " + name + " now"));
        }
    }

    /** The schemas one of which holds, by what they refer to or are; the schema itself where there is no choice. */
    private static Map<String, JsonNode> choices(JsonNode document, JsonNode schema) {
        JsonNode resolved = resolved(document, schema);
        JsonNode list = resolved.has("oneOf") ? resolved.get("oneOf") : resolved.path("anyOf");
        Map<String, JsonNode> choices = new LinkedHashMap<>();
        for (JsonNode choice : list.isEmpty() ? List.of(schema) : list) {
            choices.put(
                    choice.has("$ref")
                            ? choice.get("$ref").stringValue().replaceFirst(".*/", "")
                            : types(choice).isEmpty() ? "anything" : String.join(" or ", types(choice)),
                    choice);
        }
        return choices;
    }

    private void plain(String place, JsonNode was, JsonNode is, boolean request) {
        types(place, was, is, request);
        same(place, "format", was, is);
        properties(place, was, is, request);
        if (was.has("items")) {
            schema(place + "/*", was.get("items"), is.path("items"), request);
        }
        JsonNode values = was.path("additionalProperties");
        if (values.isObject()) {
            schema(place + "/*", values, is.path("additionalProperties"), request);
        }
        if (request) {
            same(place, "default", was, is);
            bounds(place, was, is);
            boolean closed = is.path("additionalProperties").isBoolean() && !values.isBoolean();
            if (closed && was.has("properties") || closed && values.isObject()) {
                broken.add(place + " takes no other fields any more");
            }
        }
    }

    private void types(String place, JsonNode was, JsonNode is, boolean request) {
        Set<String> wider = types(request ? is : was);
        Set<String> narrower = types(request ? was : is);
        boolean fits = wider.isEmpty()
                || !narrower.isEmpty()
                        && narrower.stream()
                                .allMatch(type ->
                                        wider.contains(type) || type.equals("integer") && wider.contains("number"));
        if (!fits) {
            broken.add(place + " is of type " + types(is) + " instead of " + types(was));
        }
        Set<JsonNode> words = words(was);
        if (request && !words(is).isEmpty() && (words.isEmpty() || !words(is).containsAll(words))) {
            words.removeAll(words(is));
            broken.add(place + " takes fewer words than before" + (words.isEmpty() ? "" : ": not " + words));
        }
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> types = new TreeSet<>();
        (type.isArray() ? type.valueStream() : Stream.of(type))
                .filter(JsonNode::isString)
                .forEach(name -> types.add(name.stringValue()));
        return types;
    }

    private static Set<JsonNode> words(JsonNode schema) {
        Set<JsonNode> words = new HashSet<>();
        schema.path("enum").forEach(words::add);
        if (schema.has("const")) {
            words.add(schema.get("const"));
        }
        return words;
    }

    private void properties(String place, JsonNode was, JsonNode is, boolean request) {
        JsonNode today = is.path("properties");
        was.path("properties").forEachEntry((name, property) -> {
            if (today.has(name)) {
                schema(place + "/" + name, property, today.get(name), request);
            } else {
                broken.add(place + "/" + name + " is gone");
            }
        });
        Set<JsonNode> more = new HashSet<>(request ? list(is) : list(was));
        more.removeAll(request ? list(was) : list(is));
        String change = request ? " is required now" : " may be missing now";
        more.forEach(name -> broken.add(place + "/" + name.stringValue() + change));
    }

    private static List<JsonNode> list(JsonNode schema) {
        return schema.path("required").valueStream().toList();
    }

    private void bounds(String place, JsonNode was, JsonNode is) {
        BiConsumer<String, Boolean> narrower = (keyword, least) -> {
            JsonNode old = was.path(keyword);
            JsonNode bound = is.path(keyword);
            boolean looser =
                    old.isNumber() && (least ? bound.asDouble() <= old.asDouble() : bound.asDouble() >= old.asDouble());
            if (bound.isNumber() && !looser) {
                broken.add(place + ": " + keyword + " is " + bound + " instead of "
                        + (old.isMissingNode() ? "nothing" : old));
            }
        };
        LEAST.forEach(keyword -> narrower.accept(keyword, true));
        MOST.forEach(keyword -> narrower.accept(keyword, false));
        if (is.has("pattern")) {
            same(place, "pattern", was, is);
        }
        JsonNode names = is.path("propertyNames");
        if (names.isObject()) {
            bounds(place + ", names", was.path("propertyNames"), names);
        }
    }
}
