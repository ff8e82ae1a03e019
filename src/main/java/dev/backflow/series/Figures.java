package dev.backflow.series;

import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
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

    private static final Tensor SIGNAL = Tensor.PRE_ACTIVATION_GRADIENT;

    private final SeriesReader series;
    private final DiagnosisReader diagnosis;

    /** Drawing takes a processor and some memory; more at a time would only take longer. */
    private final Semaphore drawing = new Semaphore(Runtime.getRuntime().availableProcessors());

    Figures(SeriesReader series, DiagnosisReader diagnosis) {
        this.series = series;
        this.diagnosis = diagnosis;
    }

    /** @throws BadQueryException if the run does not record what the figure shows */
    public byte[] svg(String runId, FigureName name, int width, int height, FigureTheme theme) {
        Map<String, Object> plot = plot(runId, name, width, theme);
        drawing.acquireUninterruptibly();
        try {
            return new FigureSvg(plot, width, height).toString().getBytes(StandardCharsets.UTF_8);
        } finally {
            drawing.release();
        }
    }

    /** @throws BadQueryException if the run does not record what the figure shows */
    public byte[] png(String runId, FigureName name, int width, int height, FigureTheme theme) {
        Map<String, Object> plot = plot(runId, name, width, theme);
        drawing.acquireUninterruptibly();
        try {
            return FigurePng.of(new FigureSvg(plot, width, height).outlined().toString(), width, height);
        } finally {
            drawing.release();
        }
    }

    private Map<String, Object> plot(String runId, FigureName name, int width, FigureTheme theme) {
        Plot plot = new Plot(theme, width < 640 ? 8 : width < 1200 ? 11 : 13);
        return switch (name) {
            case WEIGHTS -> tensor(plot, runId, Tensor.KERNEL, width);
            case GRADIENTS -> tensor(plot, runId, Tensor.KERNEL_GRADIENT, width);
            case ACTIVATIONS -> tensor(plot, runId, Tensor.ACTIVATION, width);
            case SIGNALS -> signals(plot, runId, width);
            case HEATMAP -> {
                Columns rms = thinned(read(runId, SIGNAL, Statistic.RMS), width / 2);
                yield plot.cells("Back-propagated signal, log10 RMS", "log10 RMS", rms);
            }
        };
    }

    /** Mean, standard deviation and loss, as in "Visualizing the vanishing gradient problem" (A. Tam, 2021). */
    private Map<String, Object> tensor(Plot plot, String runId, Tensor tensor, int width) {
        Columns mean = thinned(read(runId, tensor, Statistic.MEAN), width);
        Columns std = thinned(read(runId, tensor, Statistic.STD), width);
        Columns metrics = thinned(series.metrics(runId), width);
        boolean logarithmic = tensor != Tensor.KERNEL;
        return Plot.row(
                List.of(
                        plot.curves("Mean of " + tensor.wireName(), "mean", mean, false, null),
                        plot.curves("Standard deviation", "std", std, logarithmic, "layer"),
                        plot.curves("Loss and metrics", "", metrics, false, "")),
                List.of(1.0, 1.3, 1.3));
    }

    private Map<String, Object> signals(Plot plot, String runId, int width) {
        return Plot.row(
                List.of(
                        plot.curves(
                                "Backward gain",
                                "RMS(δ) / RMS(δ of the next)",
                                signal(runId, Signal.BACKWARD_GAIN, width),
                                true,
                                null),
                        plot.curves(
                                "Forward gain",
                                "std(a) / std(a before)",
                                signal(runId, Signal.FORWARD_GAIN, width),
                                true,
                                null),
                        plot.curves("Saturation", "share", signal(runId, Signal.SATURATION, width), false, "layer")),
                List.of(1.0, 1.0, 1.3));
    }

    private Columns signal(String runId, Signal signal, int width) {
        return thinned(diagnosis.signal(runId, signal).columns(), width);
    }

    private Columns read(String runId, Tensor tensor, Statistic statistic) {
        return series.series(runId, tensor, statistic, List.of(), 0, Integer.MAX_VALUE);
    }

    /** No more rows than can be told apart, but enough for one bucket of so many columns. */
    private static Columns thinned(Columns columns, int points) {
        return columns.thinned(Math.max(points, 3 * columns.columns().size() + 2));
    }
}
