package dev.backflow.recording;

/**
 * The bins of every histogram of every run, so that any two can be laid over each other and added up. Edges are
 * ±10^(k/5), five for each decade from 1e-12 to 1e4, each the closest double. Around zero lies one bin, (−1e-12,
 * 1e-12), which takes in whatever is smaller in magnitude, zeros of either sign included; beyond ±1e4 lies one open bin
 * on each side. An element on an edge belongs to the bin farther from zero.
 */
public final class Bins {

    private static final int FIRST_DECADE = -12;
    private static final int LAST_DECADE = 4;

    /** 10^(k/5) for k = 0 … 4. */
    private static final String[] FIFTHS = {
        "1", "1.5848931924611134852", "2.5118864315095801111", "3.9810717055349725077", "6.3095734448019324943"
    };

    private static final double[] MAGNITUDES = magnitudes();

    /** How many edges there are on one side of zero. */
    private static final int SIDE = MAGNITUDES.length;

    /** All bins, from the most negative, which is open, to the most positive. */
    public static final int COUNT = 2 * SIDE + 1;

    /** That of zero. */
    static final int ZERO = SIDE;

    /** The bits of the smallest float not below each edge; a last one that no finite float reaches. */
    private static final int[] EDGE_BITS = edgeBits();

    /** Floats that agree in their first bits, three of the mantissa among them, differ by less than a bin's width. */
    private static final int TAIL = 20;

    /** By the first bits of a magnitude, how many edges are at or below the smallest such. */
    private static final byte[] BELOW = below();

    private Bins() {}

    /** The {@link #COUNT} − 1 numbers between the bins, ascending: bin i lies between edge i − 1 and edge i. */
    public static double[] edges() {
        double[] edges = new double[2 * SIDE];
        for (int i = 0; i < SIDE; i++) {
            edges[SIDE - 1 - i] = -MAGNITUDES[i];
            edges[SIDE + i] = MAGNITUDES[i];
        }
        return edges;
    }

    /** The lower end of a bin; −∞ of the first. */
    public static double lower(int bin) {
        return bin == 0 ? Double.NEGATIVE_INFINITY : upper(bin - 1);
    }

    /** The upper end of a bin; ∞ of the last. */
    public static double upper(int bin) {
        if (bin == COUNT - 1) {
            return Double.POSITIVE_INFINITY;
        }
        return bin < ZERO ? -MAGNITUDES[ZERO - 1 - bin] : MAGNITUDES[bin - ZERO];
    }

    /** The bin of a finite number. */
    static int of(float x) {
        int bits = Float.floatToRawIntBits(x);
        int magnitude = bits & Integer.MAX_VALUE;
        int rank = BELOW[magnitude >>> TAIL];
        rank += magnitude >= EDGE_BITS[rank] ? 1 : 0;
        return bits < 0 ? ZERO - rank : ZERO + rank;
    }

    private static double[] magnitudes() {
        double[] magnitudes = new double[FIFTHS.length * (LAST_DECADE - FIRST_DECADE) + 1];
        for (int k = 0; k < magnitudes.length; k++) {
            int decade = FIRST_DECADE + k / FIFTHS.length;
            magnitudes[k] = Double.parseDouble(FIFTHS[k % FIFTHS.length] + "e" + decade);
        }
        return magnitudes;
    }

    private static int[] edgeBits() {
        int[] bits = new int[SIDE + 1];
        for (int k = 0; k < SIDE; k++) {
            float edge = (float) MAGNITUDES[k];
            bits[k] = Float.floatToRawIntBits(edge < MAGNITUDES[k] ? Math.nextUp(edge) : edge);
        }
        bits[SIDE] = Integer.MAX_VALUE;
        return bits;
    }

    private static byte[] below() {
        byte[] below = new byte[1 << (Integer.SIZE - 1 - TAIL)];
        int rank = 0;
        for (int head = 0; head < below.length; head++) {
            while (EDGE_BITS[rank] <= head << TAIL) {
                rank++;
            }
            below[head] = (byte) rank;
        }
        return below;
    }
}
