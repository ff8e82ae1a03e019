package dev.backflow.figures;

import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.series.BadQueryException;
import dev.backflow.series.Columns;
import dev.backflow.series.DiagnosisReader;
import dev.backflow.series.SeriesReader;
import dev.backflow.series.SignalColumns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/**
 * Draws runs. First everything is read, then drawn, while no connection is held. The same numbers give the same bytes, on
 * any machine.
 */
@Service
public class Figures {

    private final RunService runs;
    private final SeriesReader series;
    private final HistogramPanels histograms;
    private final BoundaryReader boundary;
    private final DiagnosisReader diagnosis;

    /** Drawing takes a processor and some memory; more at a time would only take longer. */
    private final Semaphore drawing = new Semaphore(Runtime.getRuntime().availableProcessors());

    Figures(
            RunService runs,
            SeriesReader series,
            HistogramPanels histograms,
            BoundaryReader boundary,
            DiagnosisReader diagnosis) {
        this.runs = runs;
        this.histograms = histograms;
        this.boundary = boundary;
        this.series = series;
        this.diagnosis = diagnosis;
    }

    /** @throws BadQueryException if the run does not record what the figure shows */
    public byte[] svg(String runId, FigureRequest request) {
        Map<String, Object> plot = plot(runId, request);
        drawing.acquireUninterruptibly();
        try {
            return svg(plot, request).toString().getBytes(StandardCharsets.UTF_8);
        } finally {
            drawing.release();
        }
    }

    /** @throws BadQueryException if the run does not record what the figure shows */
    public byte[] png(String runId, FigureRequest request) {
        Map<String, Object> plot = plot(runId, request);
        drawing.acquireUninterruptibly();
        try {
            return FigurePng.of(svg(plot, request).outlined().toString(), request.width(), request.height());
        } finally {
            drawing.release();
        }
    }

    private static FigureSvg svg(Map<String, Object> plot, FigureRequest request) {
        return new FigureSvg(plot, request.width(), request.height(), request.theme().ground);
    }

    private Map<String, Object> plot(String runId, FigureRequest request) {
        RunSpec spec = RunSpecs.of(runs.get(runId));
        FigureTheme theme = request.theme();
        Panels panels = new Panels(runId, request, theme.colors(spec.layerNames()));
        return switch (request.name()) {
            case WEIGHTS -> panels.tensor(Tensor.KERNEL, ValueAxis.LINEAR);
            case GRADIENTS -> panels.tensor(Tensor.KERNEL_GRADIENT, ValueAxis.LOGARITHMIC);
            case ACTIVATIONS -> panels.tensor(Tensor.ACTIVATION, ValueAxis.LOGARITHMIC);
            case SIGNALS -> panels.signals();
            case HEATMAP -> panels.heatmap();
            case HISTOGRAMS -> histograms.of(runId, spec, request, panels.plot, panels.layers);
            case BOUNDARY -> boundary.of(runId, theme, panels.plot);
        };
    }

    /** What a figure shows of one run. */
    private final class Panels {

        private final String runId;
        private final int width;
        private final FigureTheme theme;
        private final Map<String, String> layers;
        private final Plot plot;

        Panels(String runId, FigureRequest request, Map<String, String> layers) {
            this.runId = runId;
            width = request.width();
            theme = request.theme();
            this.layers = layers;
            plot = new Plot(theme, request.isNarrow() ? 9 : width < 1200 ? 11 : 13);
        }

        /** Mean, standard deviation and loss, as in "Visualizing the vanishing gradient problem" (A. Tam, 2021). */
        Map<String, Object> tensor(Tensor tensor, ValueAxis axis) {
            Columns mean = thinned(read(runId, tensor, Statistic.MEAN), width);
            Columns std = thinned(read(runId, tensor, Statistic.STD), width);
            Columns metrics = thinned(series.metrics(runId).without(EpochRecord.LEARNING_RATE), width);
            return Plot.row(
                    List.of(
                            plot.curves("Mean of " + tensor.wireName(), "mean", ValueAxis.LINEAR, mean, layers, null),
                            plot.curves("Standard deviation", "std", axis, std, layers, "layer"),
                            plot.curves(
                                    "Loss and metrics",
                                    "",
                                    ValueAxis.of(metrics),
                                    metrics,
                                    theme.metricColors(metrics),
                                    "")),
                    List.of(1.0, 1.3, 1.3));
        }

        Map<String, Object> signals() {
            return Plot.row(
                    List.of(
                            signal(Signal.BACKWARD_GAIN, "Backward gain", "gain", ValueAxis.LOGARITHMIC, null),
                            signal(Signal.FORWARD_GAIN, "Forward gain", "gain", ValueAxis.LOGARITHMIC, null),
                            signal(Signal.SATURATION, "Saturation", "share", ValueAxis.SHARE, "layer")),
                    List.of(1.0, 1.0, 1.3));
        }

        private Map<String, Object> signal(Signal signal, String title, String measure, ValueAxis axis, String legend) {
            SignalColumns read = diagnosis.signal(runId, signal);
            Columns columns = thinned(read.columns(), width);
            return plot.curves(title, measure, axis, columns, read.theory(), layers, legend);
        }

        Map<String, Object> heatmap() {
            Columns rms = thinned(read(runId, Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS), width / 2);
            return plot.cells("Back-propagated signal (pre_activation_gradient)", "log10 RMS", rms);
        }
    }

    private Columns read(String runId, Tensor tensor, Statistic statistic) {
        return series.series(runId, tensor, statistic, List.of(), 0, Integer.MAX_VALUE);
    }

    /** No more rows than can be told apart, but enough for one bucket of so many columns. */
    private static Columns thinned(Columns columns, int points) {
        return columns.thinned(Math.max(points, 3 * columns.columns().size() + 2));
    }
}
