package dev.backflow.series;

import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.RecordedRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads signals of a run, which are worked out whenever they are asked for. */
public final class SignalReader {

    private SignalReader() {}

    /**
     * A part of a signal.
     *
     * @param layers only these; none means all
     * @param from the first epoch
     * @param to the last epoch
     * @throws BadQueryException if the run does not record what the signal is made of, or the layers do not have it
     */
    public static SignalColumns signal(
            RecordedRun run,
            Signal signal,
            Map<String, @Nullable Double> expected,
            Collection<String> layers,
            int from,
            int to) {
        Outline.requireRange(from, to);
        return signal(run, signal, expected).between(from, to).of(layers);
    }

    /**
     * All of a signal.
     *
     * @param expected what theory expects of it at epoch 0, by layer
     * @throws BadQueryException if the run does not record what the signal is made of
     */
    public static SignalColumns signal(RecordedRun run, Signal signal, Map<String, @Nullable Double> expected) {
        Outline outline = run.outline();
        check(outline, signal);
        Columns columns = Columns.over(run.epochs(), outline.sample());
        if (columns.rows() > 0) {
            signal.of(outline.layerNames(), run)
                    .forEach((layer, values) -> columns.add(layer, values, nonFinite(run, signal, layer)));
        }
        return new SignalColumns(columns, expected);
    }

    private static void check(Outline outline, Signal signal) {
        String missing = signal.tensors().stream()
                .filter(tensor -> !outline.tensors().contains(tensor))
                .map(Tensor::wireName)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new BadQueryException(
                    "signal",
                    signal.wireName(),
                    "is made of " + missing + ", which this run does not record; train it again with "
                            + (missing.contains(",") ? "them" : "it") + " in recording.tensors");
        }
    }

    /** How many elements of the layer's tensors are NaN or ±∞; of slopes, those they are slopes of, or at. */
    private static long[] nonFinite(RecordedRun run, Signal signal, String layer) {
        long[] counts = new long[run.epochs().length];
        List<Tensor> tensors = signal.tensors().isEmpty()
                ? Stream.of(Tensor.PRE_ACTIVATION, Tensor.ACTIVATION)
                        .filter(run.outline().tensors()::contains)
                        .limit(1)
                        .toList()
                : signal.tensors();
        for (Tensor tensor : tensors) {
            Map<String, double[]> columns = run.statistic(tensor, Statistic.NON_FINITE);
            double[] column = Objects.requireNonNull(columns.get(layer), layer); // every layer with the signal has it
            for (int i = 0; i < counts.length; i++) {
                counts[i] += (long) column[i];
            }
        }
        return counts;
    }
}
