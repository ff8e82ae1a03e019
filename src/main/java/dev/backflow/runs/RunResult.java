package dev.backflow.runs;

import dev.backflow.recording.EpochRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as it is kept: a number that is not finite is null here and named in {@code non_finite}.
 *
 * @param loss at the last epoch
 * @param metrics at the last epoch
 * @param validation loss and metrics on the validation examples; null without any
 * @param nonFinite such as {@code {"loss": "NaN"}}; null if all are finite
 */
public record RunResult(
        @Nullable Double loss,
        Map<String, @Nullable Double> metrics,
        @Nullable Map<String, @Nullable Double> validation,
        @Nullable Map<String, String> nonFinite) {

    private static final String VALIDATION = "val_";

    public static RunResult of(EpochRecord last) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Map<String, Double> validation = new LinkedHashMap<>();
        Map<String, String> nonFinite = new LinkedHashMap<>();
        last.metrics().forEach((name, value) -> {
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
                loss, metrics, validation.isEmpty() ? null : validation, nonFinite.isEmpty() ? null : nonFinite);
    }
}
