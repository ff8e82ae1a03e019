package dev.backflow.figures;

import static dev.backflow.figures.ValueAxis.LINEAR;
import static dev.backflow.figures.ValueAxis.LOGARITHMIC;
import static dev.backflow.figures.ValueAxis.SHARE;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import dev.backflow.series.SeriesQuery;
import dev.backflow.series.SeriesReader;
import dev.backflow.series.SignalColumns;
import dev.backflow.storage.RecordedRun;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Figures of runs and experiments. First everything is read, then drawn, while no connection is held. The same numbers give
 * the same SVG on any machine, and the same PNG on any machine with the same Java: how edges are smoothed differs
 * between versions.
 */
public final class Figures {

    private Figures() {}

    /** @throws BadQueryException if the run does not record what the figure shows */
    public static ReadFigure read(Subject subject, FigureRequest request) {
        LayerColors layers = new LayerColors(subject.recording().outline().layerNames(), request.theme());
        return new ReadFigure(request.name().drawing.of(subject, request, layers), request);
    }

    /** @throws BadQueryException if no cell records what the figure shows */
    public static ReadFigure read(ExperimentSubject subject, ExperimentFigureRequest request) {
        return new ReadFigure(request.name().drawing.of(subject, request), request);
    }

    /** Mean, standard deviation and loss, as in "Visualizing the vanishing gradient problem" (A. Tam, 2021). */
    static Figure tensor(Subject subject, FigureRequest request, LayerColors layers, Tensor tensor, ValueAxis axis) {
        RecordedRun run = subject.recording();
        String name = tensor.wireName();
        Curves mean = Curves.ofLayers(read(run, tensor, Statistic.MEAN, request.width()), layers, Map.of());
        Curves std = Curves.ofLayers(read(run, tensor, Statistic.STD, request.width()), layers, Map.of());
        Columns measured = thinned(SeriesReader.metrics(run).without(EpochRecord.LEARNING_RATE), request.width());
        Curves metrics = Curves.ofMetrics(measured, request.theme().metricColors());
        return new Figure(
                List.of(
                        new Lines("Mean of " + name, "mean", LINEAR, Double.NaN, mean),
                        new Lines("Standard deviation of " + name, "std", axis, Double.NaN, std),
                        new Lines("Loss and metrics", "", ValueAxis.of(metrics), Double.NaN, metrics)),
                3,
                List.of(layers.legend(2), new Legend("", metrics.all(), false, 1)));
    }

    static Figure signals(Subject subject, FigureRequest request, LayerColors layers) {
        Function<SignalColumns, Curves> curves =
                signal -> Curves.ofLayers(thinned(signal.columns(), request.width()), layers, signal.expected());
        return new Figure(
                List.of(
                        new Lines("Backward gain", "gain", LOGARITHMIC, 1, curves.apply(subject.backwardGain())),
                        new Lines("Forward gain", "gain", LOGARITHMIC, 1, curves.apply(subject.forwardGain())),
                        new Lines("Saturation", "share", SHARE, Double.NaN, curves.apply(subject.saturation()))),
                3,
                List.of(layers.legend(3)));
    }

    static Figure heatmap(Subject subject, FigureRequest request, LayerColors layers) {
        Columns rms = read(subject.recording(), Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, request.width());
        String title = "Back-propagated signal (pre_activation_gradient)";
        return Figure.of(new Cells(title, "RMS", Curves.ofLayers(rms, layers, Map.of())));
    }

    static Figure boundary(Subject subject) {
        Plane plane = subject.plane()
                .orElseThrow(() -> new BadQueryException(
                        "name",
                        FigureName.BOUNDARY.wireName(),
                        "shows the plane of two numeric features, which this run's data set does not have; use"
                                + " POST /predictions for single examples, or draw heatmap or signals"));
        DecisionGrid grid = new DecisionGrid(plane);
        PlaneAnswers answers = subject.answers(grid.centers());
        grid.fill(answers);
        String title = answers.epoch() == 0 ? "Untrained network" : "Prediction after epoch " + answers.epoch();
        return Figure.of(new Ground(title, grid, plane));
    }

    private static Columns read(RecordedRun run, Tensor tensor, Statistic statistic, int width) {
        return thinned(SeriesReader.series(run, SeriesQuery.all(tensor, statistic)), width);
    }

    /** No more rows than can be told apart, but enough for one bucket of so many columns. */
    private static Columns thinned(Columns columns, int width) {
        return columns.thinned(Math.max(width / 2, 3 * columns.columns().size() + 5));
    }
}
