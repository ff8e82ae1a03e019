package dev.backflow.engine;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;

/**
 * Makes the learning rate smaller when what is watched gets no better. η ← max(η · factor, min_lr)
 * ({@code keras.callbacks.ReduceLROnPlateau}).
 *
 * @param cooldown epochs after that in which no patience is lost
 */
public record ReduceOnPlateau(
        @Unwrapped @Default("{\"min_delta\": 0.0001, \"patience\": 10}")
        Monitor watch,

        @Default("0.1") double factor,
        @Default("0") int cooldown,
        @Default("0.0") double minLr) {

    public ReduceOnPlateau {
        Check.inside("factor", factor, 0, 1);
        Check.notNegative("cooldown", cooldown);
        Check.notNegative("min_lr", minLr);
    }
}
