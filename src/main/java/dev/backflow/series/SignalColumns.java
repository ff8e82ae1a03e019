package dev.backflow.series;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signal over epochs.
 *
 * @param expected what theory expects at epoch 0, by layer; null where it has no number
 */
public record SignalColumns(Columns columns, Map<String, @Nullable Double> expected) {}
