package dev.backflow.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** For each of our rules a run that is ill by construction, small and quick. */
final class IllRuns {

    private static final String CIRCLES = "{'type': 'circles', 'samples': 200, 'factor': 0.5, 'noise': 0.1, 'seed': 1}";
    private static final String ADAM = "{'type': 'adam', 'learning_rate': 0.01}";
    private static final String BCE = "'loss': 'binary_crossentropy', 'metrics': ['accuracy']";

    private IllRuns() {}

    static Map<String, String> byRule() {
        Map<String, String> runs = new LinkedHashMap<>();
        runs.put("vanishing_gradient", spec(CIRCLES, hidden(8, 5, "sigmoid", "'glorot_uniform'"), 40, ADAM));
        runs.put(
                "exploding_gradient",
                spec(
                        CIRCLES,
                        hidden(14, 32, "leaky_relu", "{'type': 'orthogonal', 'gain': 2.5}"),
                        30,
                        "{'type': 'sgd', 'learning_rate': 1e-6}"));
        runs.put(
                "numeric_overflow",
                spec(CIRCLES, hidden(8, 16, "relu", "{'type': 'random_normal', 'stddev': 1e6}"), 5, "'sgd'"));
        runs.put(
                "dead_units",
                spec(
                        CIRCLES,
                        "{'name': 'hidden', 'repeat': 2, 'units': 8, 'activation': 'relu',"
                                + " 'bias_initializer': {'type': 'constant', 'value': -10}}",
                        20,
                        ADAM));
        runs.put(
                "saturated_activations",
                spec(
                        CIRCLES,
                        hidden(3, 8, "tanh", "{'type': 'random_normal', 'stddev': 10.0}"),
                        30,
                        "{'type': 'sgd', 'learning_rate': 0.1}"));
        runs.put(
                "saturated_output",
                spec(CIRCLES, hidden(10, 32, "relu", "{'type': 'random_normal', 'stddev': 1.0}"), 30, ADAM));
        runs.put("poor_initialization", spec(CIRCLES, hidden(2, 8, "tanh", "'zeros'"), 30, ADAM));
        runs.put("unscaled_inputs", spec(unscaled(), hidden(2, 8, "tanh", "'glorot_uniform'"), 40, ADAM));
        runs.put(
                "learning_rate_too_large",
                spec(CIRCLES, hidden(2, 16, "relu", "'he_normal'"), 30, "{'type': 'sgd', 'learning_rate': 10}"));
        runs.put(
                "learning_rate_too_small",
                spec(CIRCLES, hidden(2, 16, "relu", "'he_normal'"), 30, "{'type': 'adam', 'learning_rate': 1e-6}"));
        runs.put("no_learning", spec(CIRCLES, hidden(12, 8, "sigmoid", "'glorot_uniform'"), 30, "'rmsprop'"));
        runs.put(
                "slow_convergence",
                spec(CIRCLES, hidden(1, 16, "relu", "'he_normal'"), 60, "{'type': 'adam', 'learning_rate': 0.0012}"));
        runs.put(
                "oscillating_loss",
                spec(
                        CIRCLES,
                        hidden(2, 8, "tanh", "'glorot_uniform'"),
                        60,
                        "{'type': 'rmsprop', 'learning_rate': 0.3}"));
        runs.put("overfitting", overfitting());
        runs.put("class_imbalance", imbalanced());
        String relus = hidden(2, 8, "relu", "'he_normal'");
        runs.put("uninformative_inputs", spec(inline(60, 0, 0.5, 2), relus, 10, ADAM));
        runs.put(
                "batch_of_one",
                spec(CIRCLES, relus.replace("}", ", 'normalization': 'batch_normalization'}"), 3, ADAM)
                        .replace("'batch_size': 32", "'batch_size': 1"));
        runs.put(
                "unsettled_averages",
                spec(unscaled(), relus.replace("}", ", 'normalization': 'batch_normalization'}"), 6, ADAM));
        runs.put(
                "schedule_ends_training",
                spec(
                        CIRCLES,
                        relus,
                        30,
                        "{'type': 'adam', 'learning_rate': {'type': 'exponential_decay',"
                                + " 'initial_learning_rate': 0.001, 'decay_steps': 5, 'decay_rate': 0.05}}"));
        runs.put("unscaled_targets", numbers(1000, 500, "linear", "'glorot_uniform'"));
        runs.put("linear_network", spec(CIRCLES, hidden(2, 8, "linear", "'glorot_uniform'"), 30, ADAM));
        runs.put("hidden_softmax", spec(CIRCLES, hidden(2, 8, "softmax", "'glorot_uniform'"), 20, "'adam'"));
        runs.put(
                "excessive_regularization",
                spec(CIRCLES, relus.replace("}", ", 'kernel_regularizer': {'type': 'l2', 'l2': 1.0}}"), 30, ADAM));
        runs.put("excessive_dropout", spec(CIRCLES, relus.replace("}", ", 'dropout': 0.9}"), 40, ADAM));
        runs.put("dead_output", numbers(2, 0.5, "relu", "{'type': 'constant', 'value': -0.5}"));
        runs.put("held_out_rows", sorted());
        runs.put("unrelated_labels", overfitting().replace(inline(80, 6, 0.5, 7), inline(240, 10, 0.5, 9)));
        runs.put(
                "collapse",
                spec(
                        CIRCLES,
                        relus,
                        40,
                        "{'type': 'adam', 'learning_rate': {'type': 'piecewise_constant', 'boundaries': [150],"
                                + " 'values': [0.01, 300.0]}}"));
        runs.put(
                "plateau",
                spec(corners(), hidden(1, 2, "relu", "'glorot_uniform'"), 150, "'sgd'")
                        .replace("'sgd'", "{'type': 'sgd', 'learning_rate': 0.1}")
                        .replace("'batch_size': 32", "'batch_size': 4"));
        runs.put("too_short", spec(CIRCLES, relus, 4, "{'type': 'adam', 'learning_rate': 1e-4}"));
        runs.put("wrong_output_activation", """
                {'dataset': %s,
                 'network': {'layers': [{'units': 8, 'activation': 'relu'}, {'units': 1, 'activation': 'tanh'}]},
                 'training': {%s, 'optimizer': 'adam', 'epochs': 20}, 'seed': 1}
                """.formatted(CIRCLES, BCE));
        return runs;
    }

    private static String hidden(int depth, int width, String activation, String initializer) {
        return "{'name': 'hidden', 'repeat': %d, 'units': %d, 'activation': '%s', 'kernel_initializer': %s}"
                .formatted(depth, width, activation, initializer);
    }

    private static String spec(String dataset, String hidden, int epochs, String optimizer) {
        return """
                {'dataset': %s,
                 'network': {'layers': [%s, {'units': 1, 'activation': 'sigmoid'}]},
                 'training': {%s, 'optimizer': %s, 'epochs': %d, 'batch_size': 32},
                 'recording': {'tensors': ['kernel', 'kernel_update', 'activation', 'pre_activation_gradient']},
                 'seed': 1}
                """.formatted(dataset, hidden, BCE, optimizer, epochs);
    }

    /** Classes that are drawn by lot, so that what is learned of them is learned by heart. */
    private static String overfitting() {
        return """
                {'dataset': %s,
                 'network': {'layers': [{'units': 64, 'activation': 'relu'}, {'units': 64, 'activation': 'relu'},
                                        {'units': 1, 'activation': 'sigmoid'}]},
                 'training': {%s, 'optimizer': {'type': 'adam', 'learning_rate': 0.01}, 'epochs': 60,
                              'validation_split': 0.5}, 'seed': 1}
                """.formatted(inline(80, 6, 0.5, 7), BCE);
    }

    /** A wave around such a mean, answered by a last layer with such an activation. */
    private static String numbers(double mean, double size, String output, String initializer) {
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            double x = i / 30.0 - 1;
            features.append(i == 0 ? "" : ", ").append("[").append(x).append("]");
            targets.append(i == 0 ? "" : ", ")
                    .append("[")
                    .append(mean + size * Math.sin(3 * x))
                    .append("]");
        }
        return """
                {'dataset': {'type': 'inline', 'features': [%s], 'targets': [%s]},
                 'network': {'layers': [{'units': 8, 'activation': 'sigmoid'},
                                        {'units': 1, 'activation': '%s', 'kernel_initializer': %s}]},
                 'training': {'loss': 'mse', 'optimizer': 'adam', 'epochs': 30}, 'seed': 1}
                """.formatted(features, targets, output, initializer);
    }

    /** One class after the other, so that the last rows are all of one. */
    private static String sorted() {
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        Random random = new Random(4);
        for (int i = 0; i < 150; i++) {
            double middle = i < 75 ? -1 : 1;
            features.append(i == 0 ? "[" : ", [")
                    .append(middle + 0.3 * random.nextGaussian())
                    .append("]");
            targets.append(i == 0 ? "" : ", ").append(i < 75 ? "[0]" : "[1]");
        }
        return spec(
                        "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets),
                        hidden(1, 8, "relu", "'he_normal'"),
                        20,
                        ADAM)
                .replace("'epochs'", "'validation_split': 0.3, 'epochs'");
    }

    /** The four corners of a square, opposite ones of a class, each many times. */
    private static String corners() {
        String four = "[0, 0], [0, 1], [1, 0], [1, 1]";
        String classes = "[0], [1], [1], [0]";
        return "{'type': 'inline', 'features': [%s], 'targets': [%s]}"
                .formatted(
                        String.join(", ", Collections.nCopies(25, four)),
                        String.join(", ", Collections.nCopies(25, classes)));
    }

    private static String imbalanced() {
        return spec(inline(200, 2, 0.04, 3), hidden(1, 4, "tanh", "'glorot_uniform'"), 30, ADAM);
    }

    /** Two classes that a straight line tells apart, far from the origin. */
    private static String unscaled() {
        Random random = new Random(5);
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            features.append(i == 0 ? "" : ", ")
                    .append("[")
                    .append(5000 + 300 * x)
                    .append(", ")
                    .append(5000 + 300 * y);
            features.append("]");
            targets.append(i == 0 ? "" : ", ").append(x > y ? "[1]" : "[0]");
        }
        return "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets);
    }

    private static String inline(int samples, int inputs, double positive, long seed) {
        Random random = new Random(seed);
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < samples; i++) {
            features.append(i == 0 ? "[" : ", [");
            for (int k = 0; k < inputs; k++) {
                features.append(k == 0 ? "" : ", ").append(random.nextGaussian());
            }
            features.append(inputs == 0 ? "0]" : "]");
            targets.append(i == 0 ? "[" : ", [")
                    .append(random.nextDouble() < positive ? 1 : 0)
                    .append("]");
        }
        return "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets);
    }
}
