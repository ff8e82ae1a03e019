package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import dev.backflow.series.BadQueryException;
import dev.backflow.series.Columns;
import dev.backflow.series.HistogramReader;
import dev.backflow.series.Histograms;
import dev.backflow.series.SeriesReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The histograms of a run, layer by layer on one axis: of deep networks and long runs as many layers and epochs as can be
 * told apart.
 */
@Component
class HistogramPanels {

    /** Epochs from the first to the last that are read in one go. */
    private static final int AT_ONCE = 300;

    private static final int[] NONE = {};

    private final SeriesReader series;
    private final HistogramReader histograms;

    HistogramPanels(SeriesReader series, HistogramReader histograms) {
        this.series = series;
        this.histograms = histograms;
    }

    /**
     * The panels.
     *
     * @param colors of the layers
     * @throws BadQueryException if the run keeps no such histograms
     */
    Figure of(String runId, RunSpec spec, FigureRequest request, LayerColors colors) {
        String layer = request.layer();
        Tensor tensor = tensor(spec.recording().histograms(), request.tensor());
        List<String> having = spec.layerNames(tensor);
        if (layer != null && !having.contains(layer)) {
            throw new BadQueryException("layer", layer, "must be one of " + having);
        }
        List<String> layers = layer == null ? Axis.spread(having, RidgeLayout.mostPanels(request)) : List.of(layer);
        RidgeLayout layout = RidgeLayout.of(layers.size(), request);
        List<Integer> epochs = Axis.spread(epochs(runId, tensor), layout.epochs());
        List<List<int[]>> counts = layers.stream()
                .map(shown -> counts(runId, tensor, shown, epochs))
                .toList();
        BinAxis bins = BinAxis.of(counts.stream().flatMap(List::stream).toList());
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            String shown = layers.get(i);
            panels.add(new Ridges(shown, tensor.wireName(), colors.of(shown), bins, epochs, counts.get(i)));
        }
        return new Figure(panels, layout.columns(), List.of());
    }

    private static Tensor tensor(List<Tensor> kept, @Nullable Tensor wanted) {
        if (kept.isEmpty()) {
            throw new BadQueryException(
                    "name",
                    FigureName.HISTOGRAMS.wireName(),
                    "shows a tensor of recording.histograms, and this run keeps none; name one in a new run");
        }
        if (wanted != null && !kept.contains(wanted)) {
            throw new BadQueryException(
                    "tensor",
                    wanted.wireName(),
                    "must be one of " + kept.stream().map(Tensor::wireName).toList()
                            + ", whose histograms this run keeps; ask for others in recording.histograms of a new run");
        }
        return wanted == null ? kept.get(0) : wanted;
    }

    private List<Integer> epochs(String runId, Tensor tensor) {
        Columns recorded = series.series(runId, tensor, Statistic.MEAN, List.of(), 0, Integer.MAX_VALUE);
        return Arrays.stream(recorded.columns().get("epoch"))
                .map(Number::intValue)
                .toList();
    }

    /** Those of a long run one by one: all that lie between would take much memory. */
    private List<int[]> counts(String runId, Tensor tensor, String layer, List<Integer> epochs) {
        if (epochs.isEmpty()) {
            return List.of();
        }
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        Stream<Histograms> read = last - first <= AT_ONCE
                ? Stream.of(histograms.histograms(runId, tensor, layer, first, last))
                : epochs.stream().map(epoch -> histograms.histograms(runId, tensor, layer, epoch, epoch));
        Map<Integer, int[]> found = new HashMap<>();
        read.forEach(part -> {
            for (int i = 0; i < part.epochs().size(); i++) {
                found.put(part.epochs().get(i), part.counts().get(i));
            }
        });
        return epochs.stream().map(epoch -> found.getOrDefault(epoch, NONE)).toList();
    }
}
