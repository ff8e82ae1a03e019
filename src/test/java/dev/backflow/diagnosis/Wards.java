package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Runs for the rules that networks drawn at random hardly ever need: for each a family that reaches from sound to ill,
 * and how to see on the trained network, without statistics or losses, which of the two it became. What is neither is
 * not counted.
 */
final class Wards {

    private static final double SOUND = 0.9;

    private Wards() {}

    /**
     * A run, and what it shows for certain.
     *
     * @param cured whether it is well once it has been treated
     */
    record Case(String rule, String spec, Predicate<Trained> ill, Predicate<Trained> well, Predicate<Trained> cured) {

        /** Where data do not stand in the way of a cure. */
        Case(String rule, String spec, Predicate<Trained> ill) {
            this(rule, spec, ill, Wards::sound, Wards::sound);
        }
    }

    static List<Case> draw(int each, long seed) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            cases.add(exploding(random));
            cases.add(saturated(random));
            cases.add(unscaled(random));
            cases.add(imbalanced(random));
            cases.add(overfitted(random));
            cases.add(wrongOutput(random));
            cases.add(overflowing(random));
        }
        return cases;
    }

    private static boolean sound(Trained run) {
        return run.accuracy() >= SOUND;
    }

    private static boolean fails(Trained run) {
        return run.accuracy() < 0.8;
    }

    /** Orthogonal weights, the larger the more explosive; the truth is the measured ratio of signals. */
    private static Case exploding(Random random) {
        double gain = 1 + 4 * random.nextDouble();
        String hidden = hidden(
                4 + random.nextInt(9),
                16,
                of(random, "leaky_relu", "elu", "relu"),
                format("{'type': 'orthogonal', 'gain': %.3f}", gain));
        String rate = format("{'type': 'sgd', 'learning_rate': %.3e}", Math.pow(10, -1 - 4 * random.nextDouble()));
        String spec = spec(circles(random), hidden, "linear", "mean_absolute_error", rate);
        return new Case("exploding_gradient", spec, run -> run.chains()[0] > 1000 && fails(run));
    }

    private static Case saturated(Random random) {
        double stddev = Math.pow(10, -0.5 + 3 * random.nextDouble());
        String hidden = hidden(
                2 + random.nextInt(5),
                8 + random.nextInt(25),
                of(random, "tanh", "sigmoid"),
                format("{'type': 'random_normal', 'stddev': %.3f}", stddev));
        String spec = spec(
                circles(random), hidden, "sigmoid", "binary_crossentropy", "{'type': 'adam', 'learning_rate': 0.01}");
        return new Case("saturated_activations", spec, run -> run.early(run.flat()) > 0.5 && fails(run));
    }

    /** A straight line between two classes is easy, wherever it lies, once it is moved to the origin and scaled. */
    private static Case unscaled(Random random) {
        double scale = Math.pow(10, 3 * random.nextDouble());
        String spec = spec(
                line(random, scale, scale * 30 * random.nextDouble()),
                hidden(1 + random.nextInt(2), 16, of(random, "tanh", "sigmoid"), "'glorot_uniform'"),
                "sigmoid",
                "binary_crossentropy",
                "{'type': 'adam', 'learning_rate': 0.01}");
        return new Case("unscaled_inputs", spec, run -> scale > 20 && fails(run));
    }

    /** Classes that hardly depend on the inputs: the rare one is never predicted, which recall shows. */
    private static Case imbalanced(Random random) {
        boolean rare = random.nextBoolean();
        double share = rare ? 0.02 + 0.05 * random.nextDouble() : 0.4 + 0.2 * random.nextDouble();
        String data = rare ? drawnByLot(random, 300, 2, share) : line(random, 1, 0);
        String spec = spec(data, hidden(1, 8, "tanh", "'glorot_uniform'"), "sigmoid", "binary_crossentropy", "'adam'")
                .replace("['accuracy']", "['accuracy', 'recall']")
                .replace("'adam'", "{'type': 'adam', 'learning_rate': 0.01}");
        return new Case(
                "class_imbalance",
                spec,
                run -> rare && recall(run)[20] == 0,
                run -> !rare && sound(run),
                run -> recall(run)[recall(run).length - 1] > 0);
    }

    private static double[] recall(Trained run) {
        return run.evidence().metric("recall");
    }

    /** Classes by lot are learned by heart or not at all; what is learned by heart shows between the two accuracies. */
    private static Case overfitted(Random random) {
        boolean byLot = random.nextBoolean();
        String data = byLot ? drawnByLot(random, 80, 6, 0.5) : line(random, 1, 0);
        String spec = spec(
                        data,
                        hidden(2, 48, "relu", "'he_normal'"),
                        "sigmoid",
                        "binary_crossentropy",
                        "{'type': 'adam', 'learning_rate': 0.01}")
                .replace("'epochs'", "'validation_split': 0.4, 'epochs'");
        return new Case("overfitting", spec, run -> gap(run) > 0.25, run -> gap(run) < 0.05, run -> gap(run) < 0.125);
    }

    private static double gap(Trained run) {
        double[] validation = run.evidence().metric("val_accuracy");
        return run.accuracy() - validation[validation.length - 1];
    }

    private static Case wrongOutput(Random random) {
        boolean wrong = random.nextBoolean();
        String output = wrong ? of(random, "tanh", "relu", "linear", "softplus") : "sigmoid";
        String spec = spec(
                line(random, 1, 0),
                hidden(1, 16, "relu", "'he_normal'"),
                output,
                "binary_crossentropy",
                "{'type': 'adam', 'learning_rate': 0.01}");
        return new Case("wrong_output_activation", spec, run -> wrong, run -> !wrong, Wards::sound);
    }

    private static Case overflowing(Random random) {
        double rate = Math.pow(10, -3 + 9 * random.nextDouble());
        String spec = spec(
                line(random, 1, 0),
                hidden(2, 16, "relu", "'he_normal'"),
                "linear",
                "mean_squared_error",
                format("{'type': 'sgd', 'learning_rate': %.3e}", rate));
        return new Case("numeric_overflow", spec, Trained::lost, run -> !run.lost(), Wards::sound);
    }

    private static String hidden(int depth, int width, String activation, String initializer) {
        return "{'name': 'hidden', 'repeat': %d, 'units': %d, 'activation': '%s', 'kernel_initializer': %s}"
                .formatted(depth, width, activation, initializer);
    }

    private static String spec(String dataset, String hidden, String output, String loss, String optimizer) {
        return """
                {'dataset': %s,
                 'network': {'layers': [%s, {'units': 1, 'activation': '%s'}]},
                 'training': {'loss': '%s', 'metrics': ['accuracy'], 'optimizer': %s, 'epochs': 40}}
                """.formatted(dataset, hidden, output, loss, optimizer);
    }

    /** Two classes on both sides of a straight line through (offset, offset). */
    private static String line(Random random, double scale, double offset) {
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            features.append(format(i == 0 ? "[%.5f, %.5f]" : ", [%.5f, %.5f]", offset + scale * x, offset + scale * y));
            targets.append(i == 0 ? "" : ", ").append(x > y ? "[1]" : "[0]");
        }
        return "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets);
    }

    private static String circles(Random random) {
        return format(
                "{'type': 'circles', 'samples': 200, 'factor': 0.5, 'noise': 0.1, 'seed': %d}",
                random.nextInt(1_000_000));
    }

    private static String drawnByLot(Random random, int samples, int inputs, double share) {
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < samples; i++) {
            features.append(i == 0 ? "[" : ", [");
            for (int k = 0; k < inputs; k++) {
                features.append(format(k == 0 ? "%.5f" : ", %.5f", random.nextGaussian()));
            }
            features.append("]");
            targets.append(i == 0 ? "" : ", ").append(i == 0 || random.nextDouble() < share ? "[1]" : "[0]");
        }
        return "{'type': 'inline', 'features': [%s], 'targets': [%s]}".formatted(features, targets);
    }

    private static String of(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
