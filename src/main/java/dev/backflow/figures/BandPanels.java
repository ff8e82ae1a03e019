package dev.backflow.figures;

import dev.backflow.figures.BandPanel.Band;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import dev.backflow.series.NonFinite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bands over the seeds, a panel for each cell, all on the same axes. */
final class BandPanels {

    private static final List<String> QUANTILES = List.of("p05", "p25", "p50", "p75", "p95");

    /** Those of which a logarithm says more than the number. */
    private static final Set<Statistic> MAGNITUDES =
            Set.of(Statistic.STD, Statistic.MEAN_ABS, Statistic.RMS, Statistic.L2);

    private BandPanels() {}

    static Figure of(ExperimentSubject subject, ExperimentFigureRequest request) {
        Tensor tensor = request.tensor();
        Statistic statistic = Objects.requireNonNullElse(request.statistic(), Statistic.STD);
        Columns columns = tensor == null ? subject.metrics() : subject.series(tensor, statistic, request.layer());
        List<String> names = tensor == null ? List.of(subject.metric()) : layers(columns);
        boolean usual = tensor != null && MAGNITUDES.contains(statistic);
        ValueAxis axis =
                Objects.requireNonNullElse(request.logarithmic(), usual) ? ValueAxis.LOGARITHMIC : ValueAxis.LINEAR;
        int cells = subject.cells().size();
        List<Integer> shown = Axis.spread(IntStream.range(0, cells).boxed().toList(), request.mostPanels(cells));
        LayerColors layers = new LayerColors(names, colors(names, request.theme()));
        List<BandPanel> panels = new ArrayList<>();
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        for (int cell : shown) {
            BandPanel panel = panel(subject, cell, columns, layers, axis, range, request);
            panel.bands().forEach(band -> band.values().filter(axis::isDrawable).forEach(range::accept));
            panels.add(panel);
        }
        String what = tensor == null
                ? subject.metric()
                : WordsOf.statistic(statistic, tensor) + (request.layer() == null ? "" : " of " + request.layer());
        String areas = names.size() == 1 ? ": median, middle half and nine of ten seeds" : ": median and middle half";
        String some = shown.size() < cells ? shown.size() + " of " + cells + " cells" : "";
        return new Figure(
                WordsOf.head(subject, what + " by epoch" + areas, some),
                panels,
                request.across(shown.size()),
                names.size() > 1 ? List.of(layers.legend(request.across(shown.size()))) : List.of());
    }

    private static List<String> colors(List<String> names, FigureTheme theme) {
        return names.size() == 1 ? theme.layerColors(5).subList(1, 2) : theme.layerColors(names.size());
    }

    /** Those that any cell has, in the order of the cell that has most. */
    private static List<String> layers(Columns columns) {
        Map<String, Set<String>> byCell = new LinkedHashMap<>();
        for (String name : columns.columns().keySet()) {
            String layer = name.substring(name.indexOf('.') + 1, name.lastIndexOf('.'));
            byCell.computeIfAbsent(name.substring(0, name.indexOf('.')), key -> new LinkedHashSet<>())
                    .add(layer);
        }
        return byCell.values().stream()
                .sorted(Comparator.comparingInt((Set<String> layers) -> layers.size())
                        .reversed())
                .flatMap(Set::stream)
                .distinct()
                .toList();
    }

    private static BandPanel panel(
            ExperimentSubject subject,
            int cell,
            Columns columns,
            LayerColors layers,
            ValueAxis axis,
            DoubleSummaryStatistics range,
            ExperimentFigureRequest request) {
        List<String> having = layers.layers().stream()
                .filter(name -> columns.columns().containsKey(column(cell, name, "p50")))
                .toList();
        List<String> all =
                having.stream().flatMap(name -> columnsOf(cell, name)).toList();
        int points = Math.max(request.width() / request.across(subject.cells().size()), 3 * all.size() + 5);
        Columns some = columns.of(all).thinned(points);
        List<Band> bands = having.stream()
                .map(name -> new Band(
                        name,
                        layers.of(name),
                        columnsOf(cell, name)
                                .map(column ->
                                        Objects.requireNonNull(some.columns().get(column)))
                                .toArray(double[][]::new)))
                .toList();
        double[] epochs = having.isEmpty() ? new double[0] : some.epochs();
        return new BandPanel(subject.cells().get(cell).title(), note(some.nonFinite()), axis, range, epochs, bands);
    }

    private static Stream<String> columnsOf(int cell, String name) {
        return QUANTILES.stream().map(quantile -> column(cell, name, quantile));
    }

    private static String column(int cell, String name, String quantile) {
        return "cell_" + cell + "." + name + "." + quantile;
    }

    private static String note(List<NonFinite> missing) {
        if (missing.isEmpty()) {
            return "";
        }
        long most = missing.stream()
                .mapToLong(one -> one.count() == null ? 1 : one.count())
                .max()
                .orElse(0);
        long first = (long) missing.stream().mapToDouble(NonFinite::epoch).min().orElse(0);
        return "no number in " + most + (most == 1 ? " seed" : " seeds") + " from epoch " + first;
    }
}
