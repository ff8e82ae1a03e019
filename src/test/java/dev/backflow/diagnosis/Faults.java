package dev.backflow.diagnosis;

import dev.backflow.diagnosis.SoundRuns.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** What people do wrong, done to a network that learns. */
enum Faults {
    TARGETS_BEYOND_THE_OUTPUT(Set.of("wrong_output_activation"), true, (draft, random) -> {
        if (!draft.isOfNumbers()) {
            return false;
        }
        draft.output().put("activation", SoundRuns.of(random, "sigmoid", "relu"));
        scale(draft.targets(), SoundRuns.of(random, 1.0, 3.0, 30.0), 0);
        return true;
    }),
    NO_PROBABILITIES(Set.of("wrong_output_activation"), true, (draft, random) -> {
        draft.output().put("activation", SoundRuns.of(random, "tanh", "linear", "relu"));
        return draft.isBinary();
    }),
    RATE_TOO_SMALL(Set.of("learning_rate_too_small"), true, (draft, random) -> {
        rate(draft, Math.pow(10, -6 + 1.5 * random.nextDouble()));
        return true;
    }),
    RATE_TOO_LARGE(Set.of("learning_rate_too_large", "numeric_overflow"), true, (draft, random) -> {
        boolean sgd = optimizer(draft).get("type").equals("sgd");
        rate(draft, Math.pow(10, (sgd ? 1.5 : 0.5) + 1.5 * random.nextDouble()));
        return true;
    }),
    INPUTS_UNSCALED(Set.of("unscaled_inputs"), true, (draft, random) -> {
        double size = Math.pow(10, 1.5 + 2 * random.nextDouble());
        scale(draft.features(), size, random.nextBoolean() ? 0 : 5 * size);
        return true;
    }),
    INPUTS_FAR_AWAY(Set.of("unscaled_inputs"), true, (draft, random) -> {
        scale(draft.features(), 1, Math.pow(10, 1.5 + random.nextDouble()));
        return true;
    }),
    TARGETS_UNSCALED(Set.of("unscaled_targets"), true, (draft, random) -> {
        double size = SoundRuns.of(random, 1e-4, 1e-3, 100.0, 1e3, 1e5);
        scale(draft.targets(), size, size > 1 && random.nextBoolean() ? size : 0);
        return draft.isOfNumbers();
    }),
    PENALTY_TOO_STRONG(Set.of("excessive_regularization"), true, (draft, random) -> {
        Map<String, Object> penalty =
                Map.of("type", SoundRuns.of(random, "l2", "l1"), "l1", 0.3, "l2", 0.5 + random.nextDouble());
        draft.layers().forEach(layer -> layer.put("kernel_regularizer", only(penalty)));
        return true;
    }),
    DECAY_TOO_STRONG(Set.of("excessive_regularization"), true, (draft, random) -> {
        boolean sgd = optimizer(draft).get("type").equals("sgd");
        optimizer(draft).put("weight_decay", (sgd ? 1.0 : 5.0) * (1 + random.nextDouble()));
        if (optimizer(draft).get("type").equals("adam")) {
            optimizer(draft).put("type", "adamw");
        }
        return true;
    }),
    LINEAR_LAYERS(Set.of("linear_network"), true, (draft, random) -> {
        draft.hidden().put("activation", "linear");
        return isBent(draft);
    }),
    NO_HIDDEN_LAYER(Set.of("linear_network"), true, (draft, random) -> {
        draft.layers().remove(0);
        return isBent(draft);
    }),
    SOFTMAX_INSIDE(Set.of("hidden_softmax"), true, (draft, random) -> {
        draft.hidden().put("activation", "softmax");
        draft.hidden().put("repeat", 2 + random.nextInt(2));
        return true;
    }),
    SCHEDULE_ENDS(Set.of("schedule_ends_training"), true, (draft, random) -> {
        optimizer(draft)
                .put(
                        "learning_rate",
                        Map.of(
                                "type",
                                "exponential_decay",
                                "initial_learning_rate",
                                0.003,
                                "decay_steps",
                                2 + random.nextInt(10),
                                "decay_rate",
                                0.1));
        return true;
    }),
    AVERAGES_UNSETTLED(Set.of("unsettled_averages"), true, (draft, random) -> {
        draft.hidden().put("normalization", Map.of("type", "batch_normalization", "momentum", 0.999));
        scale(draft.features(), 3, 15);
        return true;
    }),
    BATCH_OF_ONE(Set.of("batch_of_one"), true, (draft, random) -> {
        draft.hidden().put("normalization", "batch_normalization");
        draft.training().put("batch_size", 1);
        draft.training().put("epochs", 12);
        return true;
    }),
    OUTPUT_DEAD(Set.of("dead_output"), true, (draft, random) -> {
        scale(draft.targets(), 0.3, 2);
        draft.hidden().put("activation", "relu");
        draft.output().put("activation", "relu");
        draft.output().put("kernel_initializer", Map.of("type", "constant", "value", -0.5));
        return draft.isOfNumbers();
    }),
    UNITS_DEAD(Set.of("dead_units"), true, (draft, random) -> {
        draft.hidden().put("activation", "relu");
        draft.hidden().put("bias_initializer", Map.of("type", "constant", "value", -20));
        return true;
    }),
    WEIGHTS_ALIKE(Set.of("poor_initialization"), true, (draft, random) -> {
        draft.hidden()
                .put("kernel_initializer", random.nextBoolean() ? "zeros" : Map.of("type", "constant", "value", 0.1));
        draft.hidden().put("repeat", 2);
        return true;
    }),
    DEEP_AND_FLAT(Set.of("vanishing_gradient", "poor_initialization"), true, (draft, random) -> {
        draft.hidden().put("activation", "sigmoid");
        draft.hidden().put("kernel_initializer", "glorot_uniform");
        draft.hidden().put("repeat", 6 + random.nextInt(8));
        return true;
    }),
    WEIGHTS_HUGE(
            Set.of("saturated_activations", "poor_initialization", "vanishing_gradient", "saturated_output"),
            true,
            (draft, random) -> {
                draft.hidden().put("activation", "tanh");
                draft.hidden().put("repeat", 3 + random.nextInt(3));
                draft.hidden()
                        .put(
                                "kernel_initializer",
                                Map.of("type", "random_normal", "stddev", 20 + 30 * random.nextDouble()));
                return true;
            }),
    LABELS_SHUFFLED(Set.of("unrelated_labels"), false, (draft, random) -> {
        Collections.shuffle(draft.targets(), random);
        draft.training().put("validation_split", 0.3);
        return true;
    }),
    ROWS_SORTED(Set.of("held_out_rows"), false, (draft, random) -> {
        sort(draft);
        draft.training().put("validation_split", 0.25);
        return !draft.isOfNumbers();
    }),
    INPUTS_EMPTY(Set.of("uninformative_inputs"), false, (draft, random) -> {
        scale(draft.features(), 0, SoundRuns.of(random, 0.0, 1.0));
        return true;
    }),
    TOO_SHORT(Set.of("too_short", "learning_rate_too_small"), true, (draft, random) -> {
        draft.training().put("epochs", 2 + random.nextInt(4));
        optimizer(draft).put("learning_rate", 1e-4);
        return true;
    });

    private final Set<String> rules;
    private final boolean curable;
    private final BiPredicate<Draft, Random> injection;

    /**
     * @param rules of which each says what is wrong
     * @param curable whether a change of the spec can help
     * @param injection changes the draft; false where the fault does not suit it
     */
    Faults(Set<String> rules, boolean curable, BiPredicate<Draft, Random> injection) {
        this.rules = rules;
        this.curable = curable;
        this.injection = injection;
    }

    Set<String> rules() {
        return rules;
    }

    boolean isCurable() {
        return curable;
    }

    boolean inject(Draft draft, Random random) {
        return injection.test(draft, random);
    }

    /** Whether a line does not answer such data. */
    private static boolean isBent(Draft draft) {
        return List.of(0, 2, 4, 7).contains(draft.kind());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> optimizer(Draft draft) {
        return (Map<String, Object>) draft.training().get("optimizer");
    }

    private static void rate(Draft draft, double rate) {
        optimizer(draft).put("learning_rate", rate);
    }

    private static Map<String, Object> only(Map<String, Object> penalty) {
        String type = (String) penalty.get("type");
        return new LinkedHashMap<>(Map.of("type", type, type, penalty.get(type)));
    }

    private static void scale(List<double[]> rows, double factor, double offset) {
        rows.replaceAll(row -> java.util.Arrays.stream(row)
                .map(value -> factor * value + offset)
                .toArray());
    }

    private static void sort(Draft draft) {
        List<Integer> order = IntStream.range(0, draft.targets().size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> label(draft.targets().get(i))))
                .toList();
        List<double[]> features = order.stream().map(draft.features()::get).toList();
        List<double[]> targets = order.stream().map(draft.targets()::get).toList();
        draft.features().clear();
        draft.features().addAll(new ArrayList<>(features));
        draft.targets().clear();
        draft.targets().addAll(new ArrayList<>(targets));
    }

    private static int label(double[] target) {
        int label = target.length == 1 ? (int) target[0] : 0;
        for (int i = 1; i < target.length; i++) {
            label = target[i] == 1 ? i : label;
        }
        return label;
    }
}
