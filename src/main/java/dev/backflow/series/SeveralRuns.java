package dev.backflow.series;

import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.RecordedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers of several runs side by side, over all epochs that any of them recorded: a run has gaps where it has
 * recorded nothing.
 */
public final class SeveralRuns {

    /** What is in memory for one request: 2 MB as read, and as much joined. */
    public static final long MOST_NUMBERS = 250_000;

    private SeveralRuns() {}

    /**
     * One statistic of one tensor: a column {@code run.layer} for each layer of each run that has the tensor.
     *
     * @param query along epochs
     * @throws BadQueryException if a run does not record the tensor, no run has one of the layers, or it is too much
     */
    public static Columns series(Collection<RecordedRun> runs, SeriesQuery query) {
        for (String layer : query.layers()) {
            if (runs.stream().noneMatch(run -> layers(run, query.tensor()).contains(layer))) {
                throw new BadQueryException(
                        "layers", layer, "is no layer with " + query.tensor().wireName() + " of any of the runs");
            }
        }
        return joined(
                runs,
                run -> query.epochs(run.outline()) * having(run, query).size(),
                run -> SeriesReader.series(run, query.of(having(run, query))),
                (run, layer) -> run + "." + layer);
    }

    /**
     * The same of one layer, a column for each run.
     *
     * @throws BadQueryException if a run does not record the tensor or has no such layer, or it is too much
     */
    public static Columns ofLayer(Collection<RecordedRun> runs, SeriesQuery query, String layer) {
        for (RecordedRun run : runs) {
            if (!layers(run, query.tensor()).contains(layer)) {
                throw new BadQueryException(
                        "layer",
                        layer,
                        "is no layer with " + query.tensor().wireName() + " of run " + run.id() + ", which has it in "
                                + layers(run, query.tensor()));
            }
        }
        SeriesQuery one = query.of(List.of(layer));
        return joined(runs, run -> one.epochs(run.outline()), run -> SeriesReader.series(run, one), (run, name) -> run);
    }

    /**
     * The loss or a metric, a column for each run.
     *
     * @throws BadQueryException if a run does not have it, or it is too much
     */
    public static Columns metric(Collection<RecordedRun> runs, String metric, int from, int to) {
        Outline.requireRange(from, to);
        for (RecordedRun run : runs) {
            if (!run.outline().metrics().contains(metric)) {
                throw new BadQueryException(
                        "metric",
                        metric,
                        "is not recorded in run " + run.id() + ", which has "
                                + run.outline().metrics());
            }
        }
        return joined(
                runs,
                run -> run.outline().epochs(from, to) * run.outline().metrics().size(),
                run -> SeriesReader.metrics(run, from, to).of(List.of(metric)),
                (run, name) -> run);
    }

    private static List<String> layers(RecordedRun run, Tensor tensor) {
        if (!run.outline().tensors().contains(tensor)) {
            throw new BadQueryException("tensor", tensor.wireName(), "is not recorded in run " + run.id());
        }
        return run.outline().layerNames(tensor);
    }

    private static List<String> having(RecordedRun run, SeriesQuery query) {
        List<String> layers = new ArrayList<>(layers(run, query.tensor()));
        if (!query.layers().isEmpty()) {
            layers.retainAll(query.layers());
        }
        return layers;
    }

    /**
     * @param most numbers that reading a run takes
     * @param naming of a run's column, by its id and the column's name
     */
    private static Columns joined(
            Collection<RecordedRun> runs,
            ToLongFunction<RecordedRun> most,
            Function<RecordedRun, Columns> reading,
            BinaryOperator<String> naming) {
        requireFew(runs.stream()
                .mapToLong(run -> Math.max(0, most.applyAsLong(run)))
                .sum());
        Map<String, Columns> read = new LinkedHashMap<>();
        runs.forEach(run -> read.put(run.id(), reading.apply(run)));
        TreeSet<Integer> union = new TreeSet<>();
        read.values().forEach(columns -> Arrays.stream(columns.places()).forEach(union::add));
        long width =
                read.values().stream().mapToLong(run -> run.columns().size()).sum();
        requireFew(width * union.size());
        int[] epochs = union.stream().mapToInt(epoch -> epoch).toArray();
        Columns joined = Columns.over(epochs, commonSample(read.values()));
        read.forEach((run, columns) -> addTo(joined, columns, name -> naming.apply(run, name)));
        return joined;
    }

    private static void requireFew(long numbers) {
        if (numbers > MOST_NUMBERS) {
            throw BadQueryException.exceeding(
                    "run",
                    numbers,
                    MOST_NUMBERS,
                    "would need so many numbers; at most " + MOST_NUMBERS
                            + " are read together: name fewer runs or layers, or a part of the epochs by from and to");
        }
    }

    /** Null where runs differ. */
    private static @Nullable String commonSample(Collection<Columns> read) {
        List<String> samples = new ArrayList<>();
        read.forEach(columns -> samples.add(String.valueOf(columns.sample())));
        boolean same = samples.stream().distinct().count() == 1;
        return same ? read.iterator().next().sample() : null;
    }

    private static void addTo(Columns joined, Columns part, Function<String, String> naming) {
        int[] rows = Arrays.stream(part.places())
                .map(place -> Arrays.binarySearch(joined.places(), place))
                .toArray();
        part.columns().forEach((name, values) -> {
            double[] all = joined.gaps();
            for (int i = 0; i < rows.length; i++) {
                all[rows[i]] = values[i];
            }
            joined.columns().put(naming.apply(name), all);
        });
        part.nonFinite()
                .forEach(note -> joined.nonFinite()
                        .add(new NonFinite(naming.apply(note.column()), note.epoch(), note.value(), note.count())));
    }
}
