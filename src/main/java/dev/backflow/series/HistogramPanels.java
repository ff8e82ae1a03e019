package dev.backflow.series;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
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

    /** @throws BadQueryException if the run keeps no histograms */
    Map<String, Object> of(
            String runId,
            RunSpec spec,
            int width,
            int height,
            FigureTheme theme,
            Plot plot,
            Map<String, String> colors) {
        List<Tensor> kept = spec.recording().histograms();
        if (kept.isEmpty()) {
            throw new BadQueryException(
                    "name",
                    FigureName.HISTOGRAMS.wireName(),
                    "shows the first tensor of recording.histograms, and this run keeps none; name one in a new run");
        }
        Tensor tensor = kept.get(0);
        int across = Math.max(1, width / LEAST_WIDTH);
        List<String> layers = spread(spec.layerNames(tensor), across * Math.max(1, height / LEAST_HEIGHT));
        int columns = Math.min(across, layers.size());
        int rows = (layers.size() + columns - 1) / columns;
        columns = (layers.size() + rows - 1) / rows;
        int fitting = (height / rows - MARGINS) / RIDGE_HEIGHT;
        List<Integer> epochs = spread(epochs(runId, tensor), Math.min(fitting, MOST_EPOCHS));
        int ticks = Math.max(1, width / columns / TICK_WIDTH);
        List<Map<String, Object>> panels = new ArrayList<>();
        for (String layer : layers) {
            Ridges ridges = new Ridges(plot, theme, epochs, counts(runId, tensor, layer, epochs));
            panels.add(ridges.panel(layer, tensor.wireName(), colors.get(layer), ticks));
        }
        return grid(panels, columns);
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
