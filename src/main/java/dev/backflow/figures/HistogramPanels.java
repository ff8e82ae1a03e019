package dev.backflow.figures;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import dev.backflow.series.HistogramReader;
import dev.backflow.series.Histograms;
import dev.backflow.series.SeriesQuery;
import dev.backflow.series.SeriesReader;
import dev.backflow.storage.RecordedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of a run, layer by layer on one axis: of deep networks and long runs as many layers and epochs as can
 * be told apart.
 */
final class HistogramPanels {

    /** Epochs from the first to the last that are read in one go. */
    private static final int AT_ONCE = 300;

    private static final int[] NONE = {};

    private HistogramPanels() {}

    /**
     * The panels.
     *
     * @param colors of the layers
     * @throws BadQueryException if the run keeps no such histograms
     */
    static Figure of(RecordedRun run, FigureRequest request, LayerColors colors) {
        Tensor tensor = tensor(run.outline(), request.tensor());
        List<String> layers = layers(run.outline(), tensor, request);
        RidgeLayout layout = RidgeLayout.of(layers.size(), request);
        List<Integer> epochs = Axis.spread(epochs(run, tensor), layout.epochs());
        List<List<int[]>> counts =
                layers.stream().map(shown -> counts(run, tensor, shown, epochs)).toList();
        BinAxis bins = BinAxis.of(counts.stream().flatMap(List::stream).toList());
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            String shown = layers.get(i);
            panels.add(new Ridges(shown, tensor.wireName(), colors.of(shown), bins, epochs, counts.get(i)));
        }
        return new Figure(panels, layout.columns(), List.of());
    }

    private static Tensor tensor(Outline recorded, @Nullable Tensor wanted) {
        List<Tensor> kept = recorded.histograms();
        if (kept.isEmpty()) {
            throw new BadQueryException(
                    "name",
                    FigureName.HISTOGRAMS.wireName(),
                    "shows a tensor of recording.histograms, and this run keeps none; name one in a new run");
        }
        Tensor tensor = wanted == null ? kept.get(0) : wanted;
        recorded.requireHistograms(tensor);
        return tensor;
    }

    private static List<String> layers(Outline recorded, Tensor tensor, FigureRequest request) {
        String layer = request.layer();
        if (layer == null) {
            return Axis.spread(recorded.layerNames(tensor), RidgeLayout.mostPanels(request));
        }
        recorded.requireHistograms(tensor, layer);
        return List.of(layer);
    }

    private static List<Integer> epochs(RecordedRun run, Tensor tensor) {
        Columns recorded = SeriesReader.series(run, SeriesQuery.all(tensor, Statistic.MEAN));
        return Arrays.stream(recorded.places()).boxed().toList();
    }

    /** Those of a long run one by one: all that lie between would take much memory. */
    private static List<int[]> counts(RecordedRun run, Tensor tensor, String layer, List<Integer> epochs) {
        if (epochs.isEmpty()) {
            return List.of();
        }
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        Stream<Histograms> read = last - first <= AT_ONCE
                ? Stream.of(HistogramReader.histograms(run, tensor, layer, first, last))
                : epochs.stream().map(epoch -> HistogramReader.histograms(run, tensor, layer, epoch, epoch));
        Map<Integer, int[]> found = new HashMap<>();
        read.forEach(part -> {
            for (int i = 0; i < part.epochs().size(); i++) {
                found.put(part.epochs().get(i), part.counts().get(i));
            }
        });
        return epochs.stream().map(epoch -> found.getOrDefault(epoch, NONE)).toList();
    }
}
