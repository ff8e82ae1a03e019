package dev.backflow.experiments;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.series.Columns;
import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedGroup;
import dev.backflow.storage.RecordedRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Quantiles over the seeds, epoch by epoch: columns {@code cell_0.hidden_1.p05} … {@code cell_0.hidden_1.p95} for each
 * cell. Runs that have not come to an epoch, or have no finite number there, do not count at it.
 */
@Component
class Bands {

    private static final List<String> PERCENTILES = List.of("p05", "p25", "p50", "p75", "p95");

    /** 60 MB. */
    private static final long MOST_NUMBERS = 3_000_000;

    private final RecordedRuns recorded;

    Bands(RecordedRuns recorded) {
        this.recorded = recorded;
    }

    Columns statistic(
            Experiment.Plan plan,
            List<Placed> runs,
            Outlines outlines,
            Tensor tensor,
            Statistic statistic,
            @Nullable String layer) {
        Set<String> having = new LinkedHashSet<>();
        outlines.all().forEach(outline -> having.addAll(outline.layerNames(tensor)));
        if (having.isEmpty()) {
            throw new BadQueryException("tensor", tensor.wireName(), "is not recorded in any cell");
        }
        if (layer != null && !having.contains(layer)) {
            throw new BadQueryException("layer", layer, "must be one of " + having);
        }
        List<String> layers = layer == null ? List.of() : List.of(layer);
        requireFew("layer", layer, layer == null ? having.size() : 1, runs, outlines);
        Map<String, RecordedColumns> read = group(runs).statistic(tensor, statistic, layers);
        return columns(
                plan,
                runs,
                layer == null ? having : layers,
                read,
                outlines.of(runs.get(0).cell()).sample());
    }

    Columns metrics(Experiment.Plan plan, List<Placed> runs, Outlines outlines) {
        Set<String> names = new LinkedHashSet<>();
        outlines.all().forEach(outline -> names.addAll(outline.metrics()));
        requireFew("points", null, names.size(), runs, outlines);
        Map<String, RecordedColumns> all = new LinkedHashMap<>();
        RecordedGroup group = group(runs);
        for (String name : names) {
            group.metric(name).forEach((id, columns) -> all.merge(id, columns, Bands::joined));
        }
        return columns(plan, runs, names, all, null);
    }

    /** @param columns of each run that would be in memory together */
    private static void requireFew(
            String parameter, @Nullable String value, int columns, List<Placed> runs, Outlines outlines) {
        long numbers = 0;
        for (Placed run : runs) {
            numbers += columns * outlines.of(run.cell()).epochs().recorded();
        }
        if (numbers > MOST_NUMBERS) {
            throw new BadQueryException(
                    parameter,
                    value,
                    "would need " + numbers + " numbers of " + runs.size() + " runs; at most " + MOST_NUMBERS
                            + " are read together: ask for one layer, or for the series of single runs");
        }
    }

    /** Of one run, over the same epochs. */
    private static RecordedColumns joined(RecordedColumns some, RecordedColumns more) {
        Map<String, double[]> values = new LinkedHashMap<>(some.values());
        values.putAll(more.values());
        return new RecordedColumns(some.places(), values, Map.of());
    }

    private RecordedGroup group(List<Placed> runs) {
        return recorded.open(runs.stream().map(Placed::id).toList());
    }

    private static Columns columns(
            Experiment.Plan plan,
            List<Placed> runs,
            Iterable<String> names,
            Map<String, RecordedColumns> read,
            @Nullable String sample) {
        TreeSet<Integer> epochs = new TreeSet<>();
        read.values().forEach(columns -> Arrays.stream(columns.places()).forEach(epochs::add));
        int[] places = epochs.stream().mapToInt(epoch -> epoch).toArray();
        Columns columns = Columns.over(places, sample);
        for (int cell = 0; cell < plan.cells().size(); cell++) {
            List<RecordedColumns> ofCell = ofCell(runs, cell, read);
            for (String name : names) {
                add(columns, "cell_" + cell + "." + name, places, name, ofCell);
            }
        }
        return columns;
    }

    private static List<RecordedColumns> ofCell(List<Placed> runs, int cell, Map<String, RecordedColumns> read) {
        List<RecordedColumns> ofCell = new ArrayList<>();
        for (Placed run : runs) {
            RecordedColumns columns = read.get(run.id());
            if (columns != null && run.cell() == cell) {
                ofCell.add(columns);
            }
        }
        return ofCell;
    }

    /** Nothing if no run of the cell has it. */
    private static void add(Columns columns, String called, int[] places, String name, List<RecordedColumns> ofCell) {
        List<RecordedColumns> having =
                ofCell.stream().filter(one -> one.values().containsKey(name)).toList();
        if (having.isEmpty()) {
            return;
        }
        double[][] quantiles = new double[PERCENTILES.size()][places.length];
        long[] nonFinite = new long[places.length];
        int[] at = new int[having.size()];
        double[] values = new double[having.size()];
        for (int row = 0; row < places.length; row++) {
            int finite = 0;
            for (int run = 0; run < at.length; run++) {
                RecordedColumns one = having.get(run);
                if (at[run] < one.places().length && one.places()[at[run]] == places[row]) {
                    double value = Objects.requireNonNull(one.values().get(name))[at[run]++];
                    if (Double.isFinite(value)) {
                        values[finite++] = value;
                    } else {
                        nonFinite[row]++;
                    }
                }
            }
            set(quantiles, row, Arrays.copyOf(values, finite));
        }
        int quantile = 0;
        for (String percentile : PERCENTILES) {
            columns.add(called + "." + percentile, quantiles[quantile++], nonFinite);
        }
    }

    private static void set(double[][] quantiles, int row, double[] values) {
        double[] all = values.length == 0 ? null : Summary.Quantiles.of(values).all();
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i][row] = all == null ? Double.NaN : all[i];
        }
    }
}
