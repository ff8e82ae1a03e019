package dev.backflow.durability;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs that tests post, and what is compared of them. */
final class Trainings {

    /** As many kinds as there are; with the same kind and seed come the same bits. */
    private static final List<String> KINDS = List.of(
            "{'optimizer': 'rmsprop', 'epochs': 30}",
            "{'optimizer': 'nadam', 'epochs': 1500, 'validation_split': 0.2,"
                    + " 'reduce_on_plateau': {'patience': 5, 'factor': 0.9}}",
            "{'optimizer': {'type': 'adam', 'amsgrad': true}, 'epochs': 6000}",
            "{'optimizer': {'type': 'sgd', 'momentum': 0.9, 'learning_rate': 0.001}, 'epochs': 800,"
                    + " 'early_stopping': {'monitor': 'loss', 'patience': 400, 'restore_best_weights': true}}");

    private Trainings() {}

    static int kinds() {
        return KINDS.size();
    }

    static String named(String name, int kind) {
        return of(name, KINDS.get(kind));
    }

    static String epochs(String name, int epochs) {
        return of(name, "{'optimizer': 'adam', 'epochs': " + epochs + "}");
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
    static String digest(String id, UnaryOperator<String> read) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String run = "/api/v1/runs/" + id;
            add(digest, id, read.apply(run + "/metrics"));
            add(digest, id, read.apply(run + "/model"));
            for (String tensor : List.of("kernel", "kernel_gradient", "activation", "kernel_update")) {
                for (String statistic : List.of("mean", "std", "min", "max", "l2")) {
                    add(digest, id, read.apply(run + "/series?tensor=" + tensor + "&statistic=" + statistic));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, String id, String body) {
        digest.update(body.replace(id, "ID").getBytes(StandardCharsets.UTF_8));
    }
}
