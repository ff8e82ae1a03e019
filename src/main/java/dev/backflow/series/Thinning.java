package dev.backflow.series;

import dev.backflow.recording.BadQueryException;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves out rows so that a chart still looks the same. The first and the last row stay; those between are cut into
 * buckets of equal length, and of every bucket stay the rows with the minimum and the maximum of each column, and one
 * with a gap where the column has any. Rows stay whole, so that every number keeps its own epoch; there are as many
 * buckets as the rows that are wanted allow.
 */
final class Thinning {

    private final List<Extremes> curves;
    private final int rows;

    private Thinning(Columns columns) {
        rows = columns.rows();
        curves = columns.columns().values().stream().map(Extremes::new).toList();
    }

    /**
     * @param points rows at most
     * @throws BadQueryException if not even one bucket fits
     */
    static Columns to(int points, Columns columns) {
        return columns.rows() <= points ? columns : columns.rows(new Thinning(columns).chosen(points));
    }

    private BitSet chosen(int points) {
        int least = kept(1).cardinality();
        if (least > points) {
            throw new BadQueryException(
                    "points",
                    String.valueOf(points),
                    "must be at least " + least + " for these " + curves.size()
                            + " columns: the first and the last row,"
                            + " and those with the minimum, the maximum and a gap of each column; ask for that many,"
                            + " or for fewer columns where they can be chosen");
        }
        int fitting = 1;
        int tooMany = points;
        while (tooMany - fitting > 1) {
            int buckets = (fitting + tooMany) >>> 1;
            if (kept(buckets).cardinality() <= points) {
                fitting = buckets;
            } else {
                tooMany = buckets;
            }
        }
        return kept(fitting);
    }

    private BitSet kept(int buckets) {
        BitSet kept = new BitSet(rows);
        kept.set(0);
        kept.set(rows - 1);
        for (Extremes curve : curves) {
            int from = 1;
            for (int bucket = 1; bucket <= buckets; bucket++) {
                int to = 1 + (int) ((long) bucket * (rows - 2) / buckets);
                curve.mark(from, to, kept);
                from = to;
            }
        }
        return kept;
    }
}
