package dev.backflow.experiments.statistics;

import dev.backflow.engine.numerics.RandomStream;

/**
 * A sample of the choices of signs and the unflipped one, so p is (b + 1) / (m + 1) and never 0, and the test keeps its
 * level for any size of the sample (Phipson and Smyth 2010). The smallest two-sided p is 1.5e-5: enough for 3,276
 * comparisons after Holm's correction.
 */
final class SampledFlips extends SignFlips {

    static final int DRAWS = 131_071;

    /** Sums of the sets of so many neighbours are looked up. */
    private static final int BLOCK = 8;

    private final double[] sums = new double[DRAWS];
    private final double[] means = new double[DRAWS];

    SampledFlips(double[] sorted, long seed) {
        super(sorted);
        double[][] tables = tables(sorted);
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.SIGN_FLIP, 0);
        int drawn = 0;
        while (drawn < DRAWS) {
            long bits = 0;
            double sum = 0;
            int size = 0;
            for (int block = 0; block < tables.length; block++) {
                bits = block % Long.BYTES == 0 ? random.nextLong() : bits >>> BLOCK;
                int set = (int) bits & (tables[block].length - 1);
                sum += tables[block][set];
                size += Integer.bitCount(set);
            }
            if (size > 0) { // the empty set, which flips nothing, is counted in anyway
                sums[drawn] = sum;
                means[drawn] = sum / size;
                drawn++;
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
    double share(int side, double rounding) {
        int count = 1;
        for (double sum : sums) {
            if (side * sum <= rounding) {
                count++;
            }
        }
        return count / (DRAWS + 1.0);
    }

    /** The k-th mean from outside, where k − 1 of them and the empty set are 2.5 % and one more would be too many. */
    @Override
    double end(int side) {
        int k = (int) ((DRAWS + 1) * Interval.ERROR / 2);
        return Outcomes.smallest(means, side > 0 ? k : DRAWS + 1 - k);
    }
}
