package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import dev.backflow.series.BadQueryException;
import dev.backflow.series.Columns;
import dev.backflow.series.HistogramReader;
import dev.backflow.series.SeriesReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The histograms of a run, layer by layer: of deep networks and long runs as many layers and epochs as can be told apart. */
@Component
class HistogramPanels {

    private static final int MOST_EPOCHS = 12;
    private static final int LEAST_WIDTH = 210;
    private static final int LEAST_HEIGHT = 160;
    private static final int TICK_WIDTH = 130;
    private static final int RIDGE_HEIGHT = 14;
    private static final int MARGINS = 80;

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
    Map<String, Object> of(String runId, RunSpec spec, FigureRequest request, Plot plot, Map<String, String> colors) {
        int width = request.width();
        int height = request.height();
        String layer = request.layer();
        Tensor tensor = tensor(spec.recording().histograms(), request.tensor());
        List<String> having = spec.layerNames(tensor);
        if (layer != null && !having.contains(layer)) {
            throw new BadQueryException("layer", layer, "must be one of " + having);
        }
        int across = Math.max(1, width / LEAST_WIDTH);
        List<String> layers =
                layer == null ? spread(having, across * Math.max(1, height / LEAST_HEIGHT)) : List.of(layer);
        int columns = Math.min(across, layers.size());
        int rows = (layers.size() + columns - 1) / columns;
        columns = (layers.size() + rows - 1) / rows;
        int fitting = (height / rows - MARGINS) / RIDGE_HEIGHT;
        List<Integer> epochs = spread(epochs(runId, tensor), Math.min(fitting, MOST_EPOCHS));
        int ticks = Math.max(1, width / columns / TICK_WIDTH);
        List<Map<String, Object>> panels = new ArrayList<>();
        for (String shown : layers) {
            Ridges ridges = new Ridges(plot, request.theme(), epochs, counts(runId, tensor, shown, epochs));
            panels.add(ridges.panel(shown, tensor.wireName(), colors.get(shown), ticks));
        }
        return grid(panels, columns);
    }

    private static Tensor tensor(List<Tensor> kept, Tensor wanted) {
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

    /** One by one: all of a long run would take much memory. */
    private List<int[]> counts(String runId, Tensor tensor, String layer, List<Integer> epochs) {
        return epochs.stream()
                .flatMap(epoch -> histograms.histograms(runId, tensor, layer, epoch, epoch).counts().stream())
                .toList();
    }

    /** The first, the last and some evenly between. */
    static <T> List<T> spread(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        return IntStream.range(0, most)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / Math.max(1, most - 1))))
                .toList();
    }

    /** Panels of one size in rows. */
    private static Map<String, Object> grid(List<Map<String, Object>> panels, int columns) {
        int rows = (panels.size() + columns - 1) / columns;
        Map<String, Object> layout =
                Plot.map("name", "grid", "ncol", columns, "nrow", rows, "hspace", 10.0, "vspace", 10.0, "fit", true);
        List<Object> figures = new ArrayList<>(panels);
        figures.addAll(Collections.nCopies(columns * rows - panels.size(), null));
        return Plot.map("kind", "subplots", "layout", layout, "figures", figures);
    }
}
