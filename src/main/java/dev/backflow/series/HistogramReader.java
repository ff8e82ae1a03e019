package dev.backflow.series;

import dev.backflow.recording.Axis;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.HistogramColumn;
import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedRun;
import java.util.ArrayList;
import java.util.List;

/** Reads the histograms of a run; of a run that still trains, those stored so far. */
public final class HistogramReader {

    private static final int MOST_EPOCHS = 10_000;

    private HistogramReader() {}

    /**
     * Of one tensor of one layer.
     *
     * @throws BadQueryException if the run keeps no such histograms, or too many to read at once
     */
    public static Histograms histograms(RecordedRun run, Tensor tensor, String layer, int from, int to) {
        Outline outline = run.outline();
        outline.requireHistograms(tensor, layer);
        Outline.requireRange(from, to);
        long epochs = outline.epochs(from, to);
        if (epochs > MOST_EPOCHS) {
            throw new BadQueryException(
                    "to",
                    String.valueOf(to),
                    "ends a range of " + epochs + " epochs; read at most " + MOST_EPOCHS
                            + " at a time, moving from and to");
        }
        HistogramColumn found = run.histograms(tensor, layer, from, to);
        return new Histograms(
                outline.sample(),
                Bins.edges(),
                found.epochs(),
                found.histograms().stream().map(Histogram::all).toList(),
                nonFinite(run, tensor, layer, from, to));
    }

    private static List<NonFinite> nonFinite(RecordedRun run, Tensor tensor, String layer, int from, int to) {
        RecordedColumns counted = run.statistic(Axis.EPOCH, tensor, Statistic.NON_FINITE, List.of(layer), from, to);
        long[] counts = counted.nonFinite().getOrDefault(layer, new long[0]);
        List<NonFinite> noted = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                noted.add(new NonFinite(layer, counted.places()[i], null, counts[i]));
            }
        }
        return noted;
    }
}
