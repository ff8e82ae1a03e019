package dev.backflow.figures;

import static dev.backflow.figures.ValueAxis.LINEAR;
import static dev.backflow.figures.ValueAxis.LOGARITHMIC;
import static dev.backflow.figures.ValueAxis.SHARE;

import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.series.BadQueryException;
import dev.backflow.series.Columns;
import dev.backflow.series.DiagnosisReader;
import dev.backflow.series.SeriesReader;
import dev.backflow.series.SignalColumns;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/**
 * Draws runs. First everything is read, then drawn, while no connection is held. The same numbers give the same SVG on any
 * machine, and the same PNG on any machine with the same Java: how edges are smoothed differs between versions.
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
        Figure figure = figure(runId, request);
        return drawn(() -> figure.svg(request));
    }

    /** @throws BadQueryException if the run does not record what the figure shows */
    public byte[] png(String runId, FigureRequest request) {
        Figure figure = figure(runId, request);
        return drawn(() -> figure.png(request));
    }

    private byte[] drawn(Supplier<byte[]> picture) {
        drawing.acquireUninterruptibly();
        try {
            return picture.get();
        } finally {
            drawing.release();
        }
    }

    private Figure figure(String runId, FigureRequest request) {
        Run run = runs.get(runId);
        RunSpec spec = RunSpecs.of(run);
        LayerColors layers = new LayerColors(spec.layerNames(), request.theme());
        return switch (request.name()) {
            case WEIGHTS -> tensor(runId, request, layers, Tensor.KERNEL, LINEAR);
            case GRADIENTS -> tensor(runId, request, layers, Tensor.KERNEL_GRADIENT, LOGARITHMIC);
            case ACTIVATIONS -> tensor(runId, request, layers, Tensor.ACTIVATION, LOGARITHMIC);
            case SIGNALS -> signals(runId, request, layers);
            case HEATMAP -> heatmap(runId, request, layers);
            case HISTOGRAMS -> histograms.of(runId, spec, request, layers);
            case BOUNDARY -> boundary.of(run, spec);
        };
    }

    /** Mean, standard deviation and loss, as in "Visualizing the vanishing gradient problem" (A. Tam, 2021). */
    private Figure tensor(String runId, FigureRequest request, LayerColors layers, Tensor tensor, ValueAxis axis) {
        String name = tensor.wireName();
        Curves mean = Curves.ofLayers(read(runId, tensor, Statistic.MEAN, request), layers, Map.of());
        Curves std = Curves.ofLayers(read(runId, tensor, Statistic.STD, request), layers, Map.of());
        Columns measured = thinned(series.metrics(runId).without(EpochRecord.LEARNING_RATE), request);
        Curves metrics = Curves.ofMetrics(measured, request.theme().metricColors());
        return new Figure(
                List.of(
                        new Lines("Mean of " + name, "mean", LINEAR, Double.NaN, mean),
                        new Lines("Standard deviation of " + name, "std", axis, Double.NaN, std),
                        new Lines("Loss and metrics", "", ValueAxis.of(metrics), Double.NaN, metrics)),
                3,
                List.of(layers.legend(2), new Legend("", metrics.all(), false, 1)));
    }

    private Figure signals(String runId, FigureRequest request, LayerColors layers) {
        Function<Signal, Curves> read = signal -> {
            SignalColumns columns = diagnosis.signal(runId, signal);
            return Curves.ofLayers(thinned(columns.columns(), request), layers, columns.expected());
        };
        return new Figure(
                List.of(
                        new Lines("Backward gain", "gain", LOGARITHMIC, 1, read.apply(Signal.BACKWARD_GAIN)),
                        new Lines("Forward gain", "gain", LOGARITHMIC, 1, read.apply(Signal.FORWARD_GAIN)),
                        new Lines("Saturation", "share", SHARE, Double.NaN, read.apply(Signal.SATURATION))),
                3,
                List.of(layers.legend(3)));
    }

    private Figure heatmap(String runId, FigureRequest request, LayerColors layers) {
        Columns rms = read(runId, Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, request);
        String title = "Back-propagated signal (pre_activation_gradient)";
        return Figure.of(new Cells(title, "RMS", Curves.ofLayers(rms, layers, Map.of())));
    }

    private Columns read(String runId, Tensor tensor, Statistic statistic, FigureRequest request) {
        return thinned(series.series(runId, tensor, statistic, List.of(), 0, Integer.MAX_VALUE), request);
    }

    /** No more rows than can be told apart, but enough for one bucket of so many columns. */
    private static Columns thinned(Columns columns, FigureRequest request) {
        return columns.thinned(
                Math.max(request.width() / 2, 3 * columns.columns().size() + 2));
    }
}
