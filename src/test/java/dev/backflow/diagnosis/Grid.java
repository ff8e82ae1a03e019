package dev.backflow.diagnosis;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws networks and trainings of all kinds: activations, initial weights, depths, widths, optimizers and data sets.
 */
final class Grid {

    static final int EPOCHS = 50;

    static final List<String> DATASETS = List.of(
            "{'type': 'circles', 'samples': 300, 'factor': 0.5, 'noise': 0.1, 'seed': %d}",
            "{'type': 'moons', 'samples': 300, 'noise': 0.1, 'seed': %d}",
            "{'type': 'xor', 'samples': 300, 'noise': 0.1, 'seed': %d}",
            "{'type': 'blobs', 'samples': 300, 'centers': 3, 'features': 4, 'cluster_std': 1.5, 'center_box': [-3, 3],"
                    + " 'seed': %d}",
            "{'type': 'gaussian_quantiles', 'samples': 300, 'classes': 3, 'seed': %d}");
    private static final List<String> ACTIVATIONS = List.of(
            "sigmoid", "sigmoid", "tanh", "relu", "elu", "gelu", "softsign", "silu", "leaky_relu", "hard_sigmoid");
    private static final List<String> INITIALIZERS = List.of(
            "'glorot_uniform'",
            "'glorot_normal'",
            "'he_normal'",
            "'he_uniform'",
            "'lecun_normal'",
            "'orthogonal'",
            "'torch_linear'",
            "{'type': 'random_normal', 'stddev': 1.0}",
            "{'type': 'random_normal', 'stddev': 0.05}");
    private static final List<String> OPTIMIZERS = List.of(
            "{'type': 'adam', 'learning_rate': 0.01}",
            "{'type': 'adam', 'learning_rate': 0.003}",
            "{'type': 'rmsprop', 'learning_rate': 0.003}",
            "{'type': 'sgd', 'learning_rate': 0.1, 'momentum': 0.9}",
            "{'type': 'sgd', 'learning_rate': 0.1}",
            "{'type': 'nadam', 'learning_rate': 0.003}");

    private Grid() {}

    /** So many settings; other seeds draw others, on other data. */
    static List<Setting> draw(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(i -> draw(random)).toList();
    }

    private static Setting draw(Random random) {
        int depth = of(random, List.of(1, 2, 3, 4, 5, 6, 8, 10, 14, 20));
        int most = depth <= 2 ? 128 : depth <= 6 ? 64 : 32;
        int width = of(
                random,
                Stream.of(5, 8, 16, 32, 64, 128).filter(units -> units <= most).toList());
        return new Setting(
                random.nextInt(DATASETS.size()),
                1 + random.nextInt(1_000_000),
                of(random, ACTIVATIONS),
                of(random, INITIALIZERS),
                depth,
                width,
                of(random, OPTIMIZERS));
    }

    /** Small sound networks whose learning rate is anything between hopelessly small and hopelessly large. */
    static List<Rated> drawRates(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new Rated(
                        new Setting(
                                random.nextInt(DATASETS.size()),
                                1 + random.nextInt(1_000_000),
                                of(random, List.of("tanh", "relu", "elu")),
                                "'he_normal'",
                                1 + random.nextInt(3),
                                of(random, List.of(8, 16, 32)),
                                null),
                        of(random, List.of("sgd", "adam", "rmsprop")),
                        Math.pow(10, -6 + 8 * random.nextDouble())))
                .toList();
    }

    /** One of them. */
    record Rated(Setting setting, String optimizer, double rate) {

        Setting at(double factor) {
            return setting.trainedBy("{'type': '%s', 'learning_rate': %s}".formatted(optimizer, rate * factor));
        }
    }

    private static <T> T of(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of them. */
    record Setting(
            int dataset, int seed, String activation, String initializer, int depth, int width, String optimizer) {

        Setting with(String otherInitializer) {
            return new Setting(dataset, seed, activation, otherInitializer, depth, width, optimizer);
        }

        Setting trainedBy(String otherOptimizer) {
            return new Setting(dataset, seed, activation, initializer, depth, width, otherOptimizer);
        }

        /** What a healthy network makes of the same data: one or two hidden layers never have trouble with them. */
        Setting healthy() {
            return new Setting(dataset, seed, "relu", "'he_normal'", 2, 32, "{'type': 'adam', 'learning_rate': 0.01}");
        }

        String json() {
            return json(EPOCHS);
        }

        String json(int epochs) {
            boolean binary = dataset < 3;
            return """
                    {'dataset': %s,
                     'network': {'layers': [
                       {'name': 'hidden', 'repeat': %d, 'units': %d, 'activation': '%s', 'kernel_initializer': %s},
                       {'units': %d, 'activation': '%s'}]},
                     'training': {'loss': '%s', 'optimizer': %s, 'metrics': ['accuracy'], 'epochs': %d, 'batch_size': 32},
                     'seed': %d}
                    """.formatted(
                            DATASETS.get(dataset).formatted(seed),
                            depth,
                            width,
                            activation,
                            initializer,
                            binary ? 1 : 3,
                            binary ? "sigmoid" : "softmax",
                            binary ? "binary_crossentropy" : "categorical_crossentropy",
                            optimizer,
                            epochs,
                            seed);
        }
    }
}
