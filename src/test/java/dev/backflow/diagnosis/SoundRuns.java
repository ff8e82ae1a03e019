package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * Networks that learn, on data of ten kinds: two circles, moons and a chessboard; three clusters, rings and a rare
 * class; a straight line and a bowl in many dimensions; a wave and a plane of numbers. Each as JSON objects that can be
 * changed, recorded as users record by default.
 */
final class SoundRuns {

    static final int KINDS = 10;

    private static final JsonMapper MAPPER = new JsonMapper();

    private SoundRuns() {}

    /**
     * A spec that can still be changed.
     *
     * @param kind of data
     */
    record Draft(int kind, List<double[]> features, List<double[]> targets, Map<String, Object> spec) {

        boolean isOfNumbers() {
            return kind >= 8;
        }

        boolean isBinary() {
            return targets.get(0).length == 1 && !isOfNumbers();
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> part(String name) {
            return (Map<String, Object>) spec.get(name);
        }

        Map<String, Object> training() {
            return part("training");
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> layers() {
            return (List<Map<String, Object>>) part("network").get("layers");
        }

        Map<String, Object> hidden() {
            return layers().get(0);
        }

        Map<String, Object> output() {
            return layers().get(layers().size() - 1);
        }

        Trained train() {
            Map<String, Object> whole = new LinkedHashMap<>(spec);
            whole.put("dataset", Map.of("type", "inline", "features", features, "targets", targets));
            return Trained.of(MAPPER.writeValueAsString(whole));
        }
    }

    /** Accuracy above the commonest class, or R²; 0 and 1 are a constant answer and exact ones. */
    static double quality(Trained run) {
        double[] share = run.evidence().metric("accuracy");
        if (share != null) {
            return (share[share.length - 1] - run.chance()) / (1 - run.chance());
        }
        double[] determination = run.evidence().metric("r2");
        double last = determination[determination.length - 1];
        return Double.isFinite(last) ? last : -1;
    }

    static Draft draw(Random random) {
        return draw(random, random.nextInt(KINDS));
    }

    static Draft draw(Random random, int kind) {
        List<double[]> features = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        int samples = 200 + 20 * random.nextInt(6);
        double noise = 0.03 + 0.1 * random.nextDouble();
        for (int i = 0; i < samples; i++) {
            example(random, kind, noise, features, targets);
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("network", network(random, kind, targets.get(0).length));
        spec.put("training", training(random, kind));
        spec.put("seed", random.nextInt(1_000_000));
        return new Draft(kind, features, targets, spec);
    }

    private static Map<String, Object> network(Random random, int kind, int outputs) {
        String activation = of(random, "relu", "tanh", "elu", "leaky_relu");
        Map<String, Object> hidden = new LinkedHashMap<>();
        hidden.put("name", "hidden");
        hidden.put("repeat", 1 + random.nextInt(3));
        hidden.put("units", of(random, 16, 24, 32));
        hidden.put("activation", activation);
        hidden.put("kernel_initializer", activation.equals("tanh") ? "glorot_uniform" : "he_normal");
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("units", outputs);
        output.put("activation", kind >= 8 ? "linear" : outputs == 1 ? "sigmoid" : "softmax");
        return new LinkedHashMap<>(Map.of("layers", new ArrayList<>(List.of(hidden, output))));
    }

    private static Map<String, Object> training(Random random, int kind) {
        Map<String, Object> training = new LinkedHashMap<>();
        boolean several = kind >= 3 && kind <= 5;
        training.put(
                "loss",
                kind >= 8 ? "mean_squared_error" : several ? "categorical_crossentropy" : "binary_crossentropy");
        training.put("metrics", List.of(kind >= 8 ? "r2_score" : "accuracy"));
        training.put(
                "optimizer",
                new LinkedHashMap<>(of(
                        random,
                        Map.of("type", "adam", "learning_rate", 0.01),
                        Map.of("type", "adam", "learning_rate", 0.005),
                        Map.of("type", "rmsprop", "learning_rate", 0.005),
                        Map.of("type", "sgd", "learning_rate", 0.1, "momentum", 0.9))));
        training.put("epochs", 40 + random.nextInt(30));
        training.put("batch_size", of(random, 16, 32));
        return training;
    }

    private static void example(
            Random random, int kind, double noise, List<double[]> features, List<double[]> targets) {
        double angle = 2 * Math.PI * random.nextDouble();
        double a = noise * random.nextGaussian();
        double b = noise * random.nextGaussian();
        int label = random.nextInt(kind == 3 || kind == 4 ? 3 : 2);
        double[] point = new double[kind == 6 || kind == 7 ? 6 : 4];
        for (int i = 0; i < point.length; i++) {
            point[i] = random.nextGaussian();
        }
        switch (kind) {
            case 0 ->
                add(
                        features,
                        targets,
                        label,
                        1,
                        radius(label, 1) * Math.cos(angle) + a,
                        radius(label, 1) * Math.sin(angle) + b);
            case 1 ->
                add(
                        features,
                        targets,
                        label,
                        1,
                        Math.cos(angle / 2) * (label == 0 ? 1 : -1) + label + a,
                        Math.sin(angle / 2) * (label == 0 ? 1 : -1) + 0.5 * label + b);
            case 2 -> {
                double x = 2 * random.nextDouble() - 1;
                double y = 2 * random.nextDouble() - 1;
                add(features, targets, x * y > 0 ? 1 : 0, 1, x + a / 3, y + b / 3);
            }
            case 3 ->
                add(
                        features,
                        targets,
                        label,
                        3,
                        2 * Math.cos(2.1 * label) + 5 * a,
                        2 * Math.sin(2.1 * label) + 5 * b,
                        point[0]);
            case 4 ->
                add(
                        features,
                        targets,
                        label,
                        3,
                        radius(label, 2) * Math.cos(angle) + a,
                        radius(label, 2) * Math.sin(angle) + b);
            case 5 -> {
                int rare = random.nextInt(12) == 0 ? 2 : label;
                add(features, targets, rare, 3, 2 * Math.cos(2.1 * rare) + 3 * a, 2 * Math.sin(2.1 * rare) + 3 * b);
            }
            case 6 -> add(features, targets, point[0] + point[1] - point[2] + 2 * a > 0 ? 1 : 0, 1, point);
            case 7 ->
                add(
                        features,
                        targets,
                        point[0] * point[0] + point[1] * point[1] + a > 1.4 ? 1 : 0,
                        1,
                        point[0],
                        point[1],
                        point[2]);
            case 8 -> {
                double x = 2 * random.nextDouble() - 1;
                features.add(new double[] {x});
                targets.add(new double[] {Math.sin(3 * x) + a});
            }
            default -> {
                features.add(point);
                targets.add(new double[] {
                    0.6 * point[0] - 0.4 * point[1] + 0.5 * point[0] * point[2] + a,
                });
            }
        }
    }

    private static double radius(int label, int rings) {
        return rings == 1 ? (label == 0 ? 1 : 0.5) : 0.5 + 0.7 * label;
    }

    private static void add(List<double[]> features, List<double[]> targets, int label, int columns, double... point) {
        features.add(point);
        double[] target = new double[columns];
        if (columns == 1) {
            target[0] = label;
        } else {
            target[label] = 1;
        }
        targets.add(target);
    }

    @SafeVarargs
    static <T> T of(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
