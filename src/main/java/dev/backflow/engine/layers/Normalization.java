package dev.backflow.engine.layers;

import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How activations are brought to mean 0 and variance 1 before it is scaled and shifted by learned numbers. Names,
 * parameters and defaults are Keras 3's ({@code keras.layers}).
 */
public sealed interface Normalization permits Normalization.BatchNormalization, Normalization.LayerNormalization {

    /** A live stage for at most {@code examples} at once; its weights have yet to be set. */
    Stage stage(int units, int examples);

    /** How each of the weights begins, in the order of {@code keras.Layer.get_weights()}. */
    Map<String, Initializer> initializers();

    /** The names of its weights with their lengths. */
    default Map<String, Integer> vectors(int units) {
        Map<String, Integer> vectors = new LinkedHashMap<>();
        initializers().keySet().forEach(name -> vectors.put(name, units));
        return vectors;
    }

    /** Over what mean and variance are taken that it brings to 0 and 1. */
    Over over();

    /** Over what mean and variance are taken. */
    enum Over {
        /** Over the examples of the batch, for each unit. */
        EXAMPLES,
        /** Over the units, for each example. */
        UNITS,
        /** Neither, or it does not bring both to 0 and 1: theory has no number for it. */
        OTHER
    }

    /** ε in x̂ = (x − μ) / √(σ² + ε). */
    double epsilon();

    /** How much of the moving averages that answers are made with stays in each step; 0 where there are none. */
    default double momentum() {
        return 0;
    }

    /** How γ begins; empty where there is none. */
    default Optional<Initializer> gamma() {
        return Optional.ofNullable(initializers().get(WeightNames.GAMMA));
    }

    /** How β begins; empty where there is none. */
    default Optional<Initializer> beta() {
        return Optional.ofNullable(initializers().get(WeightNames.BETA));
    }

    /** Draws the {@code weights} of an untrained stage, which has all that {@link #initializers} names. */
    default void initialize(Map<String, float[]> weights, long seed, int place) {
        initializers().forEach((name, initializer) -> {
            float[] drawn = Objects.requireNonNull(weights.get(name), name);
            RandomStream.Purpose purpose = RandomStream.Purpose.valueOf(name.toUpperCase(java.util.Locale.ROOT));
            initializer.fillBias(drawn, drawn.length, new RandomStream(seed, purpose, place));
        });
    }

    private static Map<String, Initializer> affine(boolean center, boolean scale, Initializer beta, Initializer gamma) {
        Map<String, Initializer> initializers = new LinkedHashMap<>();
        if (scale) {
            initializers.put(WeightNames.GAMMA, gamma);
        }
        if (center) {
            initializers.put(WeightNames.BETA, beta);
        }
        return initializers;
    }

    private static void checkVector(String field, Initializer initializer) {
        initializer.objectionToBias().ifPresent(objection -> {
            throw new InvalidSpecException(field, WireNames.of(initializer.getClass()), objection);
        });
    }

    /**
     * Brings every unit to mean 0 and variance 1 over the batch, so that activations keep their size in deep networks.
     * Over the examples of the batch, unit by unit: x̂ = (x − μ) / √(σ² + ε), y = γ x̂ + β. Evaluation uses moving
     * averages of μ and σ².
     *
     * @param momentum m in μ̄ ← m μ̄ + (1 − m) μ
     * @param center whether there is a β
     * @param scale whether there is a γ
     */
    record BatchNormalization(
            @Default("0.99") double momentum,
            @Default("0.001") double epsilon,
            @Default("true") boolean center,
            @Default("true") boolean scale,
            @Default("zeros") Initializer betaInitializer,
            @Default("ones") Initializer gammaInitializer,
            @Default("zeros") Initializer movingMeanInitializer,
            @Default("ones") Initializer movingVarianceInitializer)
            implements Normalization {

        public BatchNormalization {
            Check.between("momentum", momentum, 0, 1);
            Check.positive("epsilon", epsilon);
            checkVector("beta_initializer", betaInitializer);
            checkVector("gamma_initializer", gammaInitializer);
            checkVector("moving_mean_initializer", movingMeanInitializer);
            checkVector("moving_variance_initializer", movingVarianceInitializer);
        }

        @Override
        public double momentum() {
            return momentum;
        }

        @Override
        public Over over() {
            return Over.EXAMPLES;
        }

        @Override
        public Stage stage(int units, int examples) {
            return new BatchNormalizationStage(this, units, examples);
        }

        @Override
        public Map<String, Initializer> initializers() {
            Map<String, Initializer> all = affine(center, scale, betaInitializer, gammaInitializer);
            all.put(WeightNames.MOVING_MEAN, movingMeanInitializer);
            all.put(WeightNames.MOVING_VARIANCE, movingVarianceInitializer);
            return all;
        }
    }

    /**
     * Brings every example to mean 0 and variance 1 over its units, in training and evaluation alike. Over the units of
     * each example: x̂ = (x − μ) / √(σ² + ε), y = γ x̂ + β.
     *
     * @param center whether there is a β
     * @param scale whether there is a γ
     */
    record LayerNormalization(
            @Default("0.001") double epsilon,
            @Default("true") boolean center,
            @Default("true") boolean scale,
            @Default("zeros") Initializer betaInitializer,
            @Default("ones") Initializer gammaInitializer)
            implements Normalization {

        public LayerNormalization {
            Check.positive("epsilon", epsilon);
            checkVector("beta_initializer", betaInitializer);
            checkVector("gamma_initializer", gammaInitializer);
        }

        @Override
        public Over over() {
            return Over.UNITS;
        }

        @Override
        public Stage stage(int units, int examples) {
            return new LayerNormalizationStage(this, units, examples);
        }

        @Override
        public Map<String, Initializer> initializers() {
            return affine(center, scale, betaInitializer, gammaInitializer);
        }
    }
}
