package dev.backflow.series;

import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.HistogramColumn;
import dev.backflow.storage.RecordedHistograms;
import dev.backflow.storage.RecordedRuns;
import dev.backflow.storage.StatisticColumn;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** Reads the histograms of a run; of a run that still trains, those stored so far. */
@Service
public class HistogramReader {

    private static final int MOST_EPOCHS = 10_000;

    private final RunService runs;
    private final RecordedRuns recorded;
    private final RecordedHistograms histograms;

    HistogramReader(RunService runs, RecordedRuns recorded, RecordedHistograms histograms) {
        this.runs = runs;
        this.recorded = recorded;
        this.histograms = histograms;
    }

    /**
     * Of one tensor of one layer.
     *
     * @throws BadQueryException if the run keeps no such histograms, or too many to read at once
     */
    public Histograms histograms(String runId, Tensor tensor, String layer, int from, int to) {
        Run run = runs.get(runId);
        RunSpec spec = RunSpecs.of(run);
        check(spec, tensor, layer);
        checkEpochs(run, spec.recording(), from, to);
        HistogramColumn found = histograms.histograms(runId, tensor, layer, from, to);
        return new Histograms(
                spec.recording().sampleName(),
                Bins.edges(),
                found.epochs(),
                found.histograms().stream().map(Histogram::all).toList(),
                nonFinite(runId, tensor, layer, from, to));
    }

    private List<NonFinite> nonFinite(String runId, Tensor tensor, String layer, int from, int to) {
        List<NonFinite> noted = new ArrayList<>();
        StatisticColumn counts = recorded.statistics(runId, tensor, Statistic.NON_FINITE, List.of(layer), from, to)
                .get(layer);
        for (int i = 0; counts != null && i < counts.epochs().length; i++) {
            if (counts.nonFinite()[i] > 0) {
                noted.add(new NonFinite(layer, counts.epochs()[i], null, counts.nonFinite()[i]));
            }
        }
        return noted;
    }

    private static void check(RunSpec spec, Tensor tensor, String layer) {
        List<Tensor> kept = spec.recording().histograms();
        if (!kept.contains(tensor)) {
            List<String> names = kept.stream().map(Tensor::wireName).toList();
            throw new BadQueryException(
                    "tensor",
                    tensor.wireName(),
                    "has no histograms in this run, which keeps those of " + names
                            + "; ask for them in recording.histograms of a new run");
        }
        List<String> having = spec.layerNames(tensor);
        if (!having.contains(layer)) {
            throw new BadQueryException("layer", layer, "must be one of " + having);
        }
    }

    private static void checkEpochs(Run run, RecordingSpec recording, int from, int to) {
        if (from > to) {
            throw new BadQueryException("from", String.valueOf(from), "must not be above to, which is " + to);
        }
        int last = Math.min(to, run.epochs());
        long epochs = (last - Math.max(0L, from)) / recording.every() + 1;
        if (epochs > MOST_EPOCHS) {
            throw new BadQueryException(
                    "to",
                    String.valueOf(to),
                    "ends a range of " + epochs + " epochs; read at most " + MOST_EPOCHS
                            + " at a time, moving from and to");
        }
    }
}
