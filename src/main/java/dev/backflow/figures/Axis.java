package dev.backflow.figures;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A scale with a name, marked where its labels have room.
 *
 * @param name empty for none
 * @param most how many marks are of use
 * @param marks gives no more marks than it is asked for
 */
record Axis(String name, Scale scale, int most, IntFunction<List<Tick>> marks) {

    private static final int USUAL = 8;
    private static final int EPOCHS = 11;
    private static final int ROWS = 60;

    static Axis of(String name, Scale scale) {
        return new Axis(name, scale, USUAL, scale::ticks);
    }

    /**
     * Epochs, at whole numbers. Few are marked one by one: between them there is nothing.
     *
     * @param margin beyond the first and the last, as a part of what is between them
     */
    static Axis epochs(double[] epochs, double margin) {
        double first = epochs.length == 0 ? 0 : epochs[0];
        double last = epochs.length == 0 ? 1 : epochs[epochs.length - 1];
        double room = first == last ? 1 : margin * (last - first);
        return new Axis(
                "epoch",
                Scale.linear(first - room, last + room),
                EPOCHS,
                count -> epochs.length <= count ? each(epochs) : Ticks.whole(first, last, count));
    }

    private static List<Tick> each(double[] epochs) {
        return Arrays.stream(epochs)
                .mapToObj(epoch -> new Tick(epoch, String.valueOf((long) epoch)))
                .toList();
    }

    /** Rows of equal height, the first at the lower end; of many labels the first, the last and some between. */
    static Axis rows(String name, List<String> labels) {
        List<Tick> all = IntStream.range(0, labels.size())
                .mapToObj(row -> new Tick(row, labels.get(row)))
                .toList();
        return new Axis(name, Scale.linear(-0.5, labels.size() - 0.5), ROWS, count -> spread(all, count));
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

    /**
     * As many marks as have room.
     *
     * @param extent how long a label is along the axis
     * @param gap between labels at least
     */
    List<Tick> fitting(double length, double gap, ToDoubleFunction<String> extent) {
        for (int count = most; count > 1; count--) {
            List<Tick> ticks = marks.apply(count);
            if (haveRoom(ticks, length, gap, extent)) {
                return ticks;
            }
        }
        return marks.apply(1).stream().limit(1).toList();
    }

    private boolean haveRoom(List<Tick> ticks, double length, double gap, ToDoubleFunction<String> extent) {
        double end = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            double half = extent.applyAsDouble(tick.label()) / 2;
            double middle = scale.at(tick.at()) * length;
            if (middle - half < end + gap) {
                return false;
            }
            end = middle + half;
        }
        return true;
    }
}
