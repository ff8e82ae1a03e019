package dev.backflow.engine;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Ends training when what is watched gets no better ({@code keras.callbacks.EarlyStopping}).
 *
 * @param baseline what has to be beaten as well for patience to start anew; not set: nothing
 * @param restoreBestWeights whether the network goes back, after the last epoch, to its weights after the best one;
 *     model, predictions and result are then those of {@code best_epoch}
 * @param startFromEpoch epochs that are not looked at
 */
public record EarlyStopping(
        @Unwrapped Monitor watch,
        @Default("null") @Nullable Double baseline,
        @Default("false") boolean restoreBestWeights,
        @Default("0") int startFromEpoch) {

    public EarlyStopping {
        if (baseline != null) {
            Check.finite("baseline", baseline);
        }
        Check.notNegative("start_from_epoch", startFromEpoch);
    }
}
