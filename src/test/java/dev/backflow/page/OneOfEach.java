package dev.backflow.page;

import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Trains a run of every kind there is. What the catalog, the presets and the API's description list is taken from
 * there, so that nothing that is added to them is left out.
 */
final class OneOfEach {

    private static final String CIRCLES = "{'type': 'circles', 'samples': 80, 'noise': 0.1}";
    private static final String BLOBS = "{'type': 'blobs', 'samples': 90}";
    private static final String SINE = "{'type': 'sine', 'samples': 80}";
    private static final String PLANE = "{'type': 'regression_plane', 'samples': 80}";
    private static final String RELU = "{'units': 4, 'activation': 'relu'}";
    private static final String WIDE = "{'units': 20, 'activation': 'relu'}";
    private static final String DROPOUT = "{'type': 'dropout', 'rate': 0.2}";
    private static final String YES_OR_NO = "{'units': 1, 'activation': 'sigmoid'}";
    private static final String CLASSES = "{'units': 3, 'activation': 'softmax'}";
    private static final String NUMBER = "{'units': 1}";
    private static final String BINARY = "'loss': 'binary_crossentropy', 'metrics': ['accuracy']";
    private static final String SQUARES = "'loss': 'mse'";

    private final TestService service;
    private final Map<String, String> ids = new LinkedHashMap<>();

    private OneOfEach(TestService service) {
        this.service = service;
    }

    /** The runs' ids by what they are, all of them ended. */
    static Map<String, String> train(TestService service) {
        OneOfEach all = new OneOfEach(service);
        all.presets();
        all.examples();
        all.catalog(service.get("/api/v1/catalog").json());
        all.extremes();
        all.data();
        all.ids.values().forEach(service::ended);
        return all.ids;
    }

    private void presets() {
        for (JsonNode preset : service.get("/api/v1/presets").json().get("items")) {
            String name = preset.get("name").asString();
            if (preset.get("runs").isEmpty()) {
                JsonNode base = preset.at("/experiment/base");
                submit("base of " + name, "/api/v1/runs", "{\"spec\": " + base + "}");
            } else {
                service.post("/api/v1/presets/" + name, "")
                        .json()
                        .get("items")
                        .forEach(run -> ids.put(
                                name + ", " + run.get("name").asString(),
                                run.get("id").asString()));
            }
        }
        ids.values().forEach(service::ended);
    }

    private void examples() {
        JsonNode paths = service.get("/v3/api-docs").json().get("paths");
        for (String path : List.of("/api/v1/runs", "/api/v1/runs/{id}/fork")) {
            JsonNode post = paths.get(path).get("post");
            String address =
                    path.replace("{id}", post.at("/parameters/0/example").asString());
            post.at("/requestBody/content/application~1json/examples")
                    .forEachEntry((name, example) -> submit(
                            "example " + name, address, example.get("value").toString()));
        }
    }

    private void catalog(JsonNode catalog) {
        for (JsonNode entry : catalog.get("layers")) {
            String type = entry.get("type").asString();
            String layer = type.equals("dense") ? RELU : written(entry);
            train("layer " + type, CIRCLES, layers(layer, RELU, layer, YES_OR_NO), BINARY);
        }
        for (String type : types(catalog, "normalizations")) {
            String normalized = "{'units': 4, 'activation': 'relu', 'normalization': '" + type + "', 'dropout': 0.1}";
            String residual = "{'units': 4, 'activation': 'relu', 'residual': true}";
            train("hidden layers with " + type, CIRCLES, layers(normalized, residual, YES_OR_NO), BINARY);
        }
        types(catalog, "losses").forEach(this::loss);
        types(catalog, "datasets").forEach(this::dataset);
        catalog.get("tensors").forEach(tensor -> recorded("'tensors': ['" + tensor.asString() + "']"));
        recorded("'tensors': []");
        recorded("'every': 3, 'every_steps': 2, 'sample': 'full'");
    }

    private static List<String> types(JsonNode catalog, String family) {
        return catalog.get(family)
                .valueStream()
                .map(entry -> entry.get("type").asString())
                .toList();
    }

    /** With 0.25 for what must be given. */
    private static String written(JsonNode entry) {
        String required = entry.get("parameters")
                .valueStream()
                .filter(parameter -> parameter.get("required").asBoolean())
                .map(parameter -> ", '" + parameter.get("name").asString() + "': 0.25")
                .collect(Collectors.joining());
        return "{'type': '" + entry.get("type").asString() + "'" + required + "}";
    }

    private void loss(String type) {
        String training = "'loss': '" + type + "'";
        if (Set.of("kl_divergence", "cosine_similarity").contains(type) || type.contains("categorical")) {
            train("loss " + type, BLOBS, layers(RELU, CLASSES), training);
        } else if (type.contains("binary") || type.contains("hinge")) {
            train("loss " + type, CIRCLES, layers(RELU, YES_OR_NO), training);
        } else {
            String validated = training + ", 'metrics': ['mae'], 'validation_split': 0.25";
            train("loss " + type, SINE, layers(RELU, NUMBER), validated);
        }
    }

    private void dataset(String type) {
        String name = "data " + type;
        String ofDefaults = "{'type': '" + type + "'}";
        switch (type) {
            case "inline" -> {
                String written = "{'type': 'inline', 'features': [[0, 1], [1, 0]], 'targets': [[1], [0]]}";
                train(name, written, layers(RELU, NUMBER), SQUARES);
            }
            case "csv" -> {
                String uploaded = "{'type': 'csv', 'dataset': '" + upload() + "', 'target': 'species'}";
                train(name, uploaded, layers(RELU, YES_OR_NO), BINARY);
            }
            case "sine", "regression_plane" -> train(name, ofDefaults, layers(RELU, NUMBER), SQUARES);
            case "blobs", "gaussian_quantiles" -> {
                String classes = "'loss': 'sparse_categorical_crossentropy'";
                train(name, ofDefaults, layers(RELU, CLASSES), classes);
            }
            default -> train(name, ofDefaults, layers(RELU, YES_OR_NO), BINARY);
        }
    }

    private String upload() {
        String csv = "length,width,species\n1.4,0.2,setosa\n4.7,1.4,versicolor\n1.3,0.2,setosa\n4.5,1.5,versicolor\n";
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(csv)))
                .json()
                .get("id")
                .asString();
    }

    private void recorded(String recording) {
        String rest = BINARY + ", 'epochs': 10}, 'recording': {" + recording;
        train("recording " + recording.replace("'", ""), CIRCLES, layers(RELU, DROPOUT, YES_OR_NO), rest);
    }

    private void extremes() {
        String steps = ", 'epochs': 20, 'optimizer': {'type': 'sgd', 'learning_rate': ";
        train("NaN from epoch 1", PLANE, layers(WIDE, WIDE, NUMBER), SQUARES + steps + "100}");
        train("NaN later", PLANE, layers(NUMBER), SQUARES + steps + "5}");
        train("zeros", CIRCLES, layers(RELU, RELU, YES_OR_NO), BINARY + steps + "50}");
        String falls =
                "{'type': 'exponential_decay', 'initial_learning_rate': 0.1, 'decay_steps': 3, 'decay_rate': 0.5}}";
        train("falling learning rate", CIRCLES, layers(RELU, YES_OR_NO), BINARY + steps + falls);
        train("no epoch", CIRCLES, layers(RELU, YES_OR_NO), BINARY + ", 'epochs': 0");
        train("one epoch", CIRCLES, layers(RELU, YES_OR_NO), BINARY + ", 'epochs': 1");
        train("50 layers", CIRCLES, layers("{'units': 4, 'repeat': 49}", YES_OR_NO), BINARY);
        String weights = ", 'initial_weights': [{'kernel': [[1], [2]], 'bias': [0]}]";
        train("given weights", CIRCLES, layers(YES_OR_NO) + weights, BINARY);
    }

    private void data() {
        String plane = "{'type': 'inline', 'features': [[0, 0], [0, 1], [1, 0], [1, 1]], 'targets': ";
        String pair = "{'units': 2, 'activation': 'sigmoid'}";
        train("several labels", plane + "[[0, 0], [0, 1], [1, 1], [1, 1]]}", layers(RELU, pair), BINARY);
        String soft = "'loss': 'categorical_crossentropy'";
        train("soft targets", plane + "[[0.1, 0.9], [0, 1], [1, 0], [0.5, 0.5]]}", layers(RELU, pair), soft);
        String scaled = "{'type': 'regression_plane', 'scaling': 'standard', 'target_scaling': 'min_max'}";
        train("scaled targets", scaled, layers(RELU, NUMBER), SQUARES + ", 'metrics': ['mae', 'r2']");
        String weighed = BINARY + ", 'class_weight': 'balanced'";
        train("held out", CIRCLES + ", 'validation': {'type': 'split'}", layers(RELU, YES_OR_NO), weighed);
        train("other data to validate on", CIRCLES + ", 'validation': 'moons'", layers(RELU, YES_OR_NO), BINARY);
    }

    private static String layers(String... layers) {
        return "'layers': [" + String.join(", ", layers) + "]";
    }

    private void train(String name, String dataset, String network, String training) {
        String enough = training.contains("'epochs'") ? training : training + ", 'epochs': 5";
        String run = "{'name': '%s', 'spec': {'dataset': %s, 'network': {%s}, 'training': {%s}}}";
        submit(
                name,
                "/api/v1/runs",
                run.formatted(name, dataset, network, enough).replace('\'', '"'));
    }

    private void submit(String name, String address, String body) {
        var answer = service.post(address, body);
        if (answer.status() != 202) {
            throw new AssertionError(body + " " + answer.body());
        }
        ids.put(name, answer.json().get("id").asString());
    }
}
