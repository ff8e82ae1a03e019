package dev.backflow.series;

import dev.backflow.recording.Axis;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedRun;
import java.util.List;

/** Reads what was recorded of a run as columns; of a run that still trains, what is stored so far. */
public final class SeriesReader {

    private SeriesReader() {}

    /** Loss and metrics, in the order of the outline. */
    public static Columns metrics(RecordedRun run) {
        return metrics(run, 0, Integer.MAX_VALUE);
    }

    /**
     * The same at the epochs from one to another.
     *
     * @throws BadQueryException if there are no such epochs
     */
    public static Columns metrics(RecordedRun run, int from, int to) {
        Outline.requireRange(from, to);
        RecordedColumns found = run.metrics(from, to);
        Columns columns = Columns.over(found.places(), null);
        found.values().forEach((name, values) -> columns.add(name, values, null));
        return columns;
    }

    /**
     * One statistic of one tensor, a column for each layer that has the tensor, in the order of the network.
     *
     * @throws BadQueryException if the run does not record the tensor or nothing along the axis, or has no such layer
     */
    public static Columns series(RecordedRun run, SeriesQuery query) {
        Outline outline = run.outline();
        query.check(outline);
        RecordedColumns found = run.statistic(
                query.axis(), query.tensor(), query.statistic(), query.layers(), query.from(), query.to());
        Columns columns = query.axis() == Axis.STEP
                ? Columns.overSteps(found.places(), outline)
                : Columns.over(found.places(), outline.sample());
        List<String> layers = query.layers();
        for (String layer : outline.layerNames(query.tensor())) {
            if (layers.isEmpty() || layers.contains(layer)) {
                long[] counts = found.nonFinite().getOrDefault(layer, new long[columns.rows()]);
                columns.add(
                        layer,
                        found.values().getOrDefault(layer, columns.gaps()),
                        query.statistic() == Statistic.NON_FINITE ? null : counts);
            }
        }
        return columns;
    }
}
