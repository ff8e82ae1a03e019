package dev.backflow.api;

import dev.backflow.api.ApiDocument.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests that are almost those of the description's examples: always the same ones for the same seed. */
final class Mutations {

    /** As it goes over the wire, but for length and host. */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {

        @Override
        public String toString() {
            return method + " " + target + " " + headers + "\n" + new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "1.5",
            "-0.0",
            "1e308",
            "5e-324",
            "2147483648",
            "9223372036854775808",
            "1" + "0".repeat(40),
            "\"\"",
            "\" \"",
            "\"a\"",
            "\"1\"",
            "\"NaN\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202eabc\"",
            "\"" + "x".repeat(300) + "\"",
            "\"../../etc/passwd\"",
            "\"'; drop table run; --\"",
            "\"${jndi:ldap://x}\"",
            "[]",
            "{}",
            "[null]",
            "[[[[[]]]]]",
            "[1,\"a\",null]",
            "{\"type\":null}",
            "{\"type\":\"circles\"}",
            "{\"\":\"\"}",
            "\"csv\"",
            "\"inline\"",
            "\"adam\"",
            "\"constant\"",
            "1e-300",
            "100000",
            "3");

    /** No JSON, or hardly. */
    private static final List<String> LITERALS = List.of(
            "NaN",
            "Infinity",
            "1e400",
            "-1e-400",
            "1e99999999999",
            "01",
            "1.",
            "+1",
            "0x10",
            "\"\\x\"",
            "'a'",
            "/*c*/1",
            "[1,]",
            "{\"a\":1,}",
            "undefined",
            "\"\t\"",
            "1".repeat(500),
            "0." + "1".repeat(500),
            "[",
            "{",
            "\"");

    private static final List<String> QUERY_VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "1.5",
            "2147483648",
            "9".repeat(30),
            "NaN",
            "1e3",
            "%00",
            "%0d%0aX:1",
            "%F0%9F%98%80",
            "%ff",
            "%zz",
            "%",
            "%ED%A0%80",
            "a".repeat(500),
            "..%2f..",
            "kernel",
            "std",
            "true",
            "null",
            "%27%20OR%201=1--",
            "%25",
            "+",
            "*",
            "hidden_1,output",
            ",",
            "a,,b",
            "epoch",
            "-0",
            "00",
            "%E2%80%AE",
            "a:b",
            ":",
            "a|b",
            "{",
            "\u00e9");

    private static final List<String> SEGMENTS = List.of(
            "x",
            "%00",
            "%ff",
            "%zz",
            "..",
            ".",
            "%2e%2e",
            "%2f",
            "%5c",
            ";a=b",
            "a".repeat(500),
            "%E2%80%AE",
            "-",
            "none",
            "{id}",
            "runs",
            "%20",
            "\u00e9");

    private static final Map<String, List<String>> HEADERS = Map.of(
            "Content-Type",
            List.of(
                    "text/plain",
                    "application/json;charset=utf-16",
                    "a/b/c",
                    "",
                    "application/json;charset=foo",
                    "*/*",
                    "multipart/form-data",
                    "application/x-www-form-urlencoded",
                    "text/csv;charset=utf-16",
                    "foo"),
            "Accept",
            List.of("text/html", "*/*", "foo", "image/*;q=2", "application/json;q=0", "", "a/b;c"),
            "Idempotency-Key",
            List.of("", "a", "\"x\"", "k".repeat(256), "\u00e9", "a b", "a;b"),
            "If-None-Match",
            List.of("*", "\"0\"", "W/\"1\"", "x", "\"".repeat(50), "", ","),
            "If-Match",
            List.of("*", "\"0\"", "W/\"1\"", "x", "\"".repeat(50), ""),
            "Prefer",
            List.of("wait=0", "wait=-1", "wait=x", "wait=\"0\"", "respond-async", "", "wait=0, wait=0"),
            "Last-Event-ID",
            List.of("", "-1", "x", "9".repeat(30), "0"),
            "Accept-Encoding",
            List.of("gzip;q=0", "", "br", "identity;q=0"));

    private static final List<String> CSV_PIECES =
            List.of("\"", ",", "\n", "\r", "\0", ";", "\t", "\u00ff", "NaN", "1e400", "=1+1", ",,,,", "\"\"", "\n\n");

    private final List<Operation> operations;
    private final Random random;

    Mutations(ApiDocument document, long seed) {
        operations = document.operations();
        random = new Random(seed);
    }

    Request next() {
        Operation operation = any(operations);
        List<JsonNode> bodies = operation.bodies();
        Map<String, String> headers = new LinkedHashMap<>();
        if (!bodies.isEmpty()) {
            headers.put("Content-Type", operation.mediaType());
        }
        boolean inBody = !bodies.isEmpty() && random.nextInt(4) > 0;
        boolean changed = random.nextInt(5) > 0; // the rest is accepted, and changes what there is
        String target = target(operation, changed && !inBody);
        if (random.nextInt(8) == 0) {
            String name = any(List.copyOf(HEADERS.keySet()).stream().sorted().toList());
            headers.put(name, any(HEADERS.get(name)));
        }
        String method = random.nextInt(40) == 0
                ? any(List.of("PUT", "OPTIONS", "HEAD", "TRACE", "PATCH", "FOO", "POST", "GET"))
                : operation.method().toUpperCase(Locale.ROOT);
        return new Request(
                method, target, headers, bodies.isEmpty() ? new byte[0] : body(any(bodies), changed && inBody));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String target(Operation operation, boolean mutate) {
        String path = operation.path();
        List<String[]> query = new ArrayList<>();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").stringValue();
            JsonNode example = parameter.get("example");
            if (example == null && parameter.get("in").stringValue().equals("query")) {
                continue; // excludes one of the others
            }
            switch (parameter.get("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(example));
                case "query" -> {
                    for (JsonNode value : example.isArray() ? ApiDocument.list(example) : List.of(example)) {
                        query.add(new String[] {name, encoded(value)});
                    }
                }
                default -> {}
            }
        }
        for (int i = mutate ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            if (random.nextInt(4) == 0) {
                path = mutatedPath(path);
            } else {
                mutateQuery(query);
            }
        }
        String all = query.stream().map(item -> String.join("=", item)).collect(Collectors.joining("&"));
        return path + (all.isEmpty() ? "" : "?" + all);
    }

    private static String encoded(JsonNode value) {
        return URLEncoder.encode(value.asString(), StandardCharsets.UTF_8);
    }

    private String mutatedPath(String path) {
        String[] segments = path.split("/");
        int at = 1 + random.nextInt(segments.length - 1);
        segments[at] = switch (random.nextInt(4)) {
            case 0 -> segments[at] + "x";
            case 1 -> segments[at].toUpperCase(Locale.ROOT);
            case 2 -> segments[at].substring(0, segments[at].length() / 2);
            default -> any(SEGMENTS);
        };
        return String.join("/", segments);
    }

    private void mutateQuery(List<String[]> query) {
        int kind = random.nextInt(8);
        if (kind < 4 && !query.isEmpty()) {
            int at = random.nextInt(query.size());
            query.set(at, new String[] {query.get(at)[0], any(QUERY_VALUES)});
        } else if (kind == 4 && !query.isEmpty()) {
            query.remove(random.nextInt(query.size()));
        } else if (kind == 5 && !query.isEmpty()) {
            query.add(any(query).clone());
        } else if (kind == 6) {
            query.add(new String[] {any(QUERY_VALUES)});
        } else {
            List<String> names = operations.stream()
                    .flatMap(operation -> operation.parameters().stream())
                    .map(parameter -> parameter.get("name").stringValue())
                    .toList();
            query.add(new String[] {any(names), any(QUERY_VALUES)});
        }
    }

    private byte[] body(JsonNode example, boolean mutate) {
        if (example.isString()) {
            return mutate ? csv(example.stringValue()) : example.stringValue().getBytes(StandardCharsets.UTF_8);
        }
        Holder whole = new Holder(example.deepCopy());
        List<String> literals = new ArrayList<>();
        for (int i = mutate ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            mutate(whole, literals);
        }
        String text = whole.json.toString();
        for (int i = 0; i < literals.size(); i++) {
            text = text.replace("\"@@" + i + "@@\"", literals.get(i));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return mutate && random.nextInt(7) == 0 ? mutated(bytes) : bytes;
    }

    /** The whole, which may be replaced as any of its parts. */
    private static final class Holder {

        private JsonNode json;

        Holder(JsonNode json) {
            this.json = json;
        }
    }

    /** A place in the tree: a field or an element of its parent. */
    private record Place(JsonNode parent, @Nullable String field, int index) {

        JsonNode get() {
            return field == null ? parent.get(index) : parent.get(field);
        }

        void set(JsonNode value) {
            if (field == null) {
                ((ArrayNode) parent).set(index, value);
            } else {
                ((ObjectNode) parent).set(field, value);
            }
        }

        void remove() {
            if (field == null) {
                ((ArrayNode) parent).remove(index);
            } else {
                ((ObjectNode) parent).remove(field);
            }
        }
    }

    private static void places(JsonNode parent, List<Place> places) {
        if (parent instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> places.add(new Place(parent, name, 0)));
        } else {
            for (int i = 0; i < parent.size(); i++) {
                places.add(new Place(parent, null, i));
            }
        }
        parent.forEach(child -> places(child, places));
    }

    private void mutate(Holder whole, List<String> literals) {
        List<Place> places = new ArrayList<>();
        places(whole.json, places);
        if (places.isEmpty() || random.nextInt(60) == 0) {
            whole.json = MAPPER.readTree(any(VALUES));
            return;
        }
        Place place = any(places);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> place.set(MAPPER.readTree(any(VALUES)));
            case 4 -> place.remove();
            case 5, 6 -> {
                Place other = any(places);
                if (place.parent() instanceof ObjectNode object && other.field() != null) {
                    object.set(other.field(), other.get().deepCopy());
                } else if (place.parent() instanceof ArrayNode array) {
                    array.add(other.get().deepCopy());
                }
            }
            case 7 -> place.set(any(places).get().deepCopy());
            default -> {
                place.set(JsonNodeFactory.instance.stringNode("@@" + literals.size() + "@@"));
                literals.add(any(LITERALS));
            }
        }
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(Math.max(1, bytes.length));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                byte[] changed = bytes.clone();
                if (changed.length > 0) {
                    changed[at] = (byte) random.nextInt(256);
                }
                yield changed;
            }
            case 2 -> joined("\uFEFF".getBytes(StandardCharsets.UTF_8), bytes);
            default -> joined(bytes, bytes);
        };
    }

    private byte[] csv(String file) {
        StringBuilder text = new StringBuilder(file);
        for (int i = any(List.of(1, 3, 10)); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean()) {
                text.insert(at, any(CSV_PIECES));
            } else {
                text.delete(at, Math.min(text.length(), at + random.nextInt(10)));
            }
        }
        byte[] bytes =
                text.toString().getBytes(random.nextInt(9) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return random.nextInt(9) == 0 ? mutated(bytes) : bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
