package dev.backflow.durability;

import dev.backflow.TestService;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs that tests post, and what is compared of them. */
public final class Trainings {

    /** As many kinds as there are; with the same kind and seed come the same bits. */
    private static final List<String> KINDS = List.of(
            "{'optimizer': 'rmsprop', 'epochs': 30}",
            "{'optimizer': 'nadam', 'epochs': 1500, 'validation_split': 0.2,"
                    + " 'reduce_on_plateau': {'patience': 5, 'factor': 0.9}}",
            "{'optimizer': {'type': 'adam', 'amsgrad': true}, 'epochs': 6000}",
            "{'optimizer': {'type': 'sgd', 'momentum': 0.9, 'learning_rate': 0.001}, 'epochs': 800,"
                    + " 'early_stopping': {'monitor': 'loss', 'patience': 400, 'restore_best_weights': true}}");

    /** After those: so large that of two that are taken together one waits for memory. */
    private static final int LARGE = KINDS.size();

    private static final int LARGE_EACH = 20;

    private Trainings() {}

    static int kinds() {
        return KINDS.size();
    }

    /** Which kind run number n is: one after the other, and now and then two large ones in a row. */
    static int kind(int number) {
        return number % LARGE_EACH < LARGE_EACH - 2 ? number % kinds() : LARGE;
    }

    static String named(String name, int kind) {
        return kind < LARGE
                ? of(name, KINDS.get(kind))
                : of(name, "{'optimizer': 'adam', 'epochs': 40}")
                        .replace("\"repeat\": 2, \"units\": 5", "\"repeat\": 2, \"units\": 300");
    }

    public static String epochs(String name, int epochs) {
        return of(name, "{'optimizer': 'adam', 'epochs': " + epochs + "}");
    }

    /** Records all there is to record. */
    public static String everything(String name) {
        return epochs(name, 30)
                .replace(
                        "\"every\": 5",
                        "\"every\": 5, \"every_steps\": 3, \"histograms\": [\"kernel\", \"activation\"]")
                .replace("\"spec\"", "\"labels\": {\"a\": \"b\"}, \"spec\"");
    }

    /** Records every tensor of 200 layers, with histograms, at each of a million epochs. */
    static String everyTensor(String name) {
        String tensors = "[\"kernel\", \"bias\", \"kernel_gradient\", \"bias_gradient\", \"pre_activation\","
                + " \"activation\", \"pre_activation_gradient\", \"kernel_update\"]";
        return """
                {"name": "%s", "spec": {
                  "dataset": {"type": "circles", "samples": 2},
                  "network": {"layers": [{"name": "h", "repeat": 200, "units": 2, "activation": "relu"},
                                         {"units": 1, "activation": "sigmoid"}]},
                  "training": {"loss": "binary_crossentropy", "epochs": 1000000, "batch_size": 2},
                  "recording": {"tensors": %2$s, "histograms": %2$s}, "seed": 1}}
                """.formatted(name, tensors);
    }

    /** So many examples through a network so wide and deep that looking at it untrained takes long. */
    static String slow(String name) {
        return epochs(name, 500_000)
                .replace("\"samples\": 60", "\"samples\": 200000")
                .replace("\"repeat\": 2, \"units\": 5", "\"repeat\": 20, \"units\": 256");
    }

    /**
     * So many weights that they and what the optimizer remembers do not fit into the memory of a {@link
     * ServiceProcess}.
     */
    static String huge(String name) {
        return epochs(name, 30).replace("\"repeat\": 2, \"units\": 5", "\"repeat\": 3, \"units\": 3000");
    }

    /** On a file that is uploaded first. */
    static String uploaded(TestService service) {
        String dataset = service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("x,y\n0,1\n1,0\n2,1\n")))
                .json()
                .get("id")
                .asString();
        String csv = "{\"type\": \"csv\", \"dataset\": \"" + dataset + "\", \"target\": \"y\"}";
        return epochs("uploaded", 30).replaceFirst("\"dataset\": \\{.*}", "\"dataset\": " + csv);
    }

    private static String of(String name, String training) {
        return """
                {'name': '%s', 'spec': {
                  'dataset': {'type': 'circles', 'samples': 60, 'noise': 0.1, 'seed': 3},
                  'network': {'layers': [
                    {'name': 'hidden', 'repeat': 2, 'units': 5, 'activation': 'tanh', 'dropout': 0.1,
                     'normalization': 'batch_normalization'},
                    {'name': 'output', 'units': 1, 'activation': 'sigmoid'}]},
                  'training': {'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'batch_size': 16, %s,
                  'recording': {'every': 5, 'tensors': ['kernel', 'kernel_gradient', 'activation', 'kernel_update']},
                  'seed': 5}}
                """.formatted(name, training.substring(1)).replace('\'', '"');
    }

    /** SHA-256 of all that can be read of a run's numbers: every double is written with all its digits. */
    public static String digest(String id, UnaryOperator<String> read) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String run = "/api/v1/runs/" + id;
            add(digest, id, read.apply(run + "/metrics"));
            add(digest, id, read.apply(run + "/model"));
            add(digest, id, withoutName(read.apply(run + "/export.csv?layout=long")));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows begin with id and name of the run. */
    private static String withoutName(String rows) {
        return rows.replaceAll("(?m)^[^,]*,[^,]*,", "");
    }

    private static void add(MessageDigest digest, String id, String body) {
        digest.update(body.replace(id, "ID").getBytes(StandardCharsets.UTF_8));
    }
}
