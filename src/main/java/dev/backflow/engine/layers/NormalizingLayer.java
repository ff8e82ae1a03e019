package dev.backflow.engine.layers;

import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A normalization as a layer of its own. */
public sealed interface NormalizingLayer extends LayerSpec
        permits NormalizingLayer.BatchNormalization, NormalizingLayer.LayerNormalization {

    /** What it does. */
    Normalization settings();

    @Override
    default int units(int inputs) {
        return inputs;
    }

    @Override
    default boolean hasKernel() {
        return false;
    }

    @Override
    default Map<String, Integer> vectors(int inputs) {
        return settings().vectors(inputs);
    }

    @Override
    default boolean isPenalized() {
        return false;
    }

    @Override
    default Optional<LayerParts> parts() {
        return Optional.of(LayerParts.normalizing(settings()));
    }

    @Override
    default Layer layer(int inputs, int examples, long seed, int place) {
        return new StageLayer(name(), settings().stage(inputs, examples), inputs, examples);
    }

    /**
     * Brings every unit to mean 0 and variance 1 over the batch. {@link Normalization.BatchNormalization} as a layer of
     * its own: y = γ (x − μ) / √(σ² + ε) + β, unit by unit.
     */
    record BatchNormalization(
            @Default("null") @Nullable String name,
            @Default("null") @Nullable Integer repeat,
            @Unwrapped Normalization.BatchNormalization settings)
            implements NormalizingLayer {

        public BatchNormalization {
            LayerSpec.check(name, repeat);
        }
    }

    /**
     * Brings every example to mean 0 and variance 1 over its units. {@link Normalization.LayerNormalization} as a layer
     * of its own: y = γ (x − μ) / √(σ² + ε) + β, example by example.
     */
    record LayerNormalization(
            @Default("null") @Nullable String name,
            @Default("null") @Nullable Integer repeat,
            @Unwrapped Normalization.LayerNormalization settings)
            implements NormalizingLayer {

        public LayerNormalization {
            LayerSpec.check(name, repeat);
        }
    }
}
