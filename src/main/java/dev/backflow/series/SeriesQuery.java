package dev.backflow.series;

import dev.backflow.recording.Axis;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.List;

/**
 * Which numbers of a recording are wanted.
 *
 * @param axis whether {@code from} and {@code to} are epochs, or steps recorded inside them
 * @param layers only these; none means all
 */
public record SeriesQuery(Axis axis, Tensor tensor, Statistic statistic, List<String> layers, int from, int to) {

    /** At all epochs, of all layers. */
    public static SeriesQuery all(Tensor tensor, Statistic statistic) {
        return new SeriesQuery(Axis.EPOCH, tensor, statistic, List.of(), 0, Integer.MAX_VALUE);
    }

    /** The same of other layers. */
    SeriesQuery of(List<String> others) {
        return new SeriesQuery(axis, tensor, statistic, others, from, to);
    }

    /** How many a run that records this has at most. */
    long epochs(Outline recorded) {
        return recorded.epochs(from, to);
    }

    /** @throws BadQueryException if a recording does not have them */
    void check(Outline recorded) {
        recorded.require(tensor, layers);
        Outline.requireRange(from, to);
        recorded.require(axis);
    }
}
