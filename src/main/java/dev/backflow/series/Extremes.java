package dev.backflow.series;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the minimum, the maximum and the first gap of any stretch of a curve in a time that grows with the logarithm of
 * its length: those of aligned stretches of 8, 64, 512, … rows are looked up.
 */
final class Extremes {

    private static final int SHIFT = 3;

    private final double[] curve;

    /**
     * For each length, for each stretch: the rows of its minimum, its maximum and its first gap; −1 where there is
     * none.
     */
    private final List<int[][]> stretches = new ArrayList<>();

    Extremes(double[] curve) {
        this.curve = curve;
        int length = 1 << SHIFT;
        while (length > 0 && length <= curve.length) {
            int[][] found = new int[curve.length / length][];
            for (int stretch = 0; stretch < found.length; stretch++) {
                found[stretch] = between(stretch * length, (stretch + 1) * length);
            }
            stretches.add(found);
            length <<= SHIFT;
        }
    }

    /** Marks the rows {@code from} … {@code to} − 1 with the minimum, the maximum and the first gap. */
    void mark(int from, int to, BitSet rows) {
        for (int row : between(from, to)) {
            if (row >= 0) {
                rows.set(row);
            }
        }
    }

    private int[] between(int from, int to) {
        int[] found = {-1, -1, -1};
        int row = from;
        while (row < to) {
            int level = levelAt(row, to);
            if (level == 0) {
                take(row, found);
            } else {
                for (int extreme : stretches.get(level - 1)[row >> SHIFT * level]) {
                    take(extreme, found);
                }
            }
            row += 1 << SHIFT * level;
        }
        return found;
    }

    /** The longest stretch that begins at a row and does not go beyond another, as a power of 8. */
    private int levelAt(int row, int to) {
        int level = 0;
        while (level < stretches.size()) {
            int length = 1 << SHIFT * (level + 1);
            if (row % length != 0 || row + length > to) {
                break;
            }
            level++;
        }
        return level;
    }

    private void take(int row, int[] found) {
        if (row < 0) {
            return;
        }
        double value = curve[row];
        if (!Double.isFinite(value)) {
            found[2] = found[2] < 0 ? row : found[2];
        } else {
            found[0] = found[0] < 0 || value < curve[found[0]] ? row : found[0];
            found[1] = found[1] < 0 || value > curve[found[1]] ? row : found[1];
        }
    }
}
