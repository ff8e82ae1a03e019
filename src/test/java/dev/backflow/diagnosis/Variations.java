package dev.backflow.diagnosis;

import dev.backflow.diagnosis.SoundRuns.Draft;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** What makes one healthy network differ from another. */
enum Variations {
    PLAIN((draft, random) -> {}),
    NOISY_LABELS((draft, random) -> {}) {
        @Override
        void data(Draft draft, Random random) {
            draft.targets().replaceAll(target -> random.nextInt(4) > 0 ? target : other(draft, target, random));
        }
    },
    DEEP((draft, random) -> {
        draft.hidden().put("activation", "relu");
        draft.hidden().put("kernel_initializer", "he_normal");
        draft.hidden().put("repeat", 4 + random.nextInt(5));
    }),
    SHORT((draft, random) -> draft.training().put("epochs", 8 + random.nextInt(8))),
    PENALIZED((draft, random) -> {
        draft.hidden().put("kernel_regularizer", Map.of("type", "l2", "l2", 1e-4));
        draft.hidden().put("dropout", 0.1);
    }),
    NORMALIZED((draft, random) -> draft.hidden()
            .put(
                    "normalization",
                    random.nextBoolean()
                            ? "layer_normalization"
                            : Map.of("type", "batch_normalization", "momentum", SoundRuns.of(random, 0.9, 0.99)))),
    SCHEDULED((draft, random) -> {
        draft.training()
                .put(
                        "optimizer",
                        Map.of(
                                "type",
                                "adam",
                                "learning_rate",
                                Map.of(
                                        "type",
                                        "cosine_decay",
                                        "initial_learning_rate",
                                        0.01,
                                        "decay_steps",
                                        400 + random.nextInt(400))));
    }),
    VALIDATED((draft, random) -> draft.training().put("validation_split", 0.2)),
    SMALL_STEPS((draft, random) -> {
        draft.training().put("optimizer", Map.of("type", "adam", "learning_rate", 0.002));
        draft.training().put("epochs", 120);
    }),
    SCALED((draft, random) -> draft.features()
            .replaceAll(row ->
                    java.util.Arrays.stream(row).map(value -> 3 * value + 1).toArray())),
    DECAYING((draft, random) ->
            draft.training().put("optimizer", Map.of("type", "adamw", "learning_rate", 0.01, "weight_decay", 0.004)));

    private final BiConsumer<Draft, Random> change;

    Variations(BiConsumer<Draft, Random> change) {
        this.change = change;
    }

    /** Changes the data, for the network that it is held against as well. */
    void data(Draft draft, Random random) {}

    void vary(Draft draft, Random random) {
        change.accept(draft, random);
    }

    private static double[] other(Draft draft, double[] target, Random random) {
        if (draft.isOfNumbers()) {
            return new double[] {target[0] + 0.4 * random.nextGaussian()};
        }
        if (target.length == 1) {
            return new double[] {1 - target[0]};
        }
        double[] other = new double[target.length];
        other[random.nextInt(other.length)] = 1;
        return other;
    }
}
