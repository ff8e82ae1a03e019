package dev.backflow.experiments.statistics;

import dev.backflow.engine.numerics.RandomStream;

/**
 * A sample of the 2ⁿ choices of signs and the unflipped one, so p is (b + 1) / (m + 1) and never 0, and the test keeps
 * its level for any size of the sample (Phipson and Smyth 2010). The smallest two-sided p is 1.5e-5: enough for 3,276
 * comparisons after Holm's correction.
 */
final class SampledFlips extends SignFlips {

    static final int DRAWS = 131_071;

    /** Sums of the sets of so many neighbours are looked up. */
    private static final int BLOCK = 8;

    private final double[] sums = new double[DRAWS];
    private final int[] sizes = new int[DRAWS];

    SampledFlips(double[] sorted, long seed) {
        super(sorted);
        double[][] tables = tables(sorted);
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.SIGN_FLIP, 0);
        for (int i = 0; i < DRAWS; i++) {
            long bits = 0;
            for (int block = 0; block < tables.length; block++) {
                bits = block % Long.BYTES == 0 ? random.nextLong() : bits >>> BLOCK;
                int set = (int) bits & (tables[block].length - 1);
                sums[i] += tables[block][set];
                sizes[i] += Integer.bitCount(set);
            }
        }
    }

    private static double[][] tables(double[] sorted) {
        double[][] tables = new double[(sorted.length + BLOCK - 1) / BLOCK][];
        for (int block = 0; block < tables.length; block++) {
            int from = block * BLOCK;
            double[] table = new double[1 << Math.min(BLOCK, sorted.length - from)];
            for (int set = 1; set < table.length; set++) {
                int highest = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(set);
                table[set] = table[set - (1 << highest)] + sorted[from + highest];
            }
            tables[block] = table;
        }
        return tables;
    }

    @Override
    double share(double centre, int side, double rounding) {
        int count = 1;
        for (int i = 0; i < DRAWS; i++) {
            if (side * (sums[i] - sizes[i] * centre) <= rounding) {
                count++;
            }
        }
        return count / (DRAWS + 1.0);
    }
}
