package dev.backflow.runs;

import dev.backflow.engine.Outcome;
import dev.backflow.engine.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as it is kept: a number that is not finite is null here and named in {@code non_finite}.
 *
 * @param epoch whose weights the model has, and whose loss and metrics these are: the last, or where {@code
 *     restore_best_weights} went back to it, {@code best_epoch}; not in results of older versions
 * @param loss as recorded at {@code epoch}: that of all training examples at its weights
 * @param metrics as recorded at {@code epoch}
 * @param validation loss and metrics on the validation examples; null without any
 * @param bestEpoch where early stopping saw the best monitored number; null without early stopping, or if it looked at
 *     no epoch
 * @param nonFinite such as {@code {"loss": "NaN"}}; null if all are finite
 */
public record RunResult(
        @Nullable Integer epoch,
        @Nullable Double loss,
        Map<String, @Nullable Double> metrics,
        @Nullable Map<String, @Nullable Double> validation,
        @Nullable Integer bestEpoch,
        @Nullable Map<String, String> nonFinite) {

    private static final String VALIDATION = "val_";

    public static RunResult of(Outcome outcome, TrainingSpec training) {
        Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
        Map<String, @Nullable Double> validation = new LinkedHashMap<>();
        Map<String, String> nonFinite = new LinkedHashMap<>();
        training.named(outcome.training(), outcome.validation()).forEach((name, value) -> {
            Double kept = Double.isFinite(value) ? value : null;
            if (kept == null) {
                nonFinite.put(name, String.valueOf(value));
            }
            if (name.startsWith(VALIDATION)) {
                validation.put(name.substring(VALIDATION.length()), kept);
            } else {
                metrics.put(name, kept);
            }
        });
        Double loss = metrics.remove("loss");
        return new RunResult(
                outcome.epoch(),
                loss,
                metrics,
                validation.isEmpty() ? null : validation,
                outcome.bestEpoch() == 0 ? null : outcome.bestEpoch(),
                nonFinite.isEmpty() ? null : nonFinite);
    }
}
