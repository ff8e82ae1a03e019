package dev.backflow.figures;

import dev.backflow.recording.Bins;
import dev.backflow.recording.ShortNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axis of histograms, with equal room for each bin: logarithmic to both sides of zero. The empty bins around zero,
 * and those with the smallest hundredth of the elements, become one with that of zero.
 *
 * @param inner bins on each side of zero, counted from it, that become one with it
 * @param outer the farthest bin, counted as these; it ends the decade of the farthest that has elements
 */
record BinAxis(int inner, int outer) {

    private static final double[] EDGES = Bins.edges();
    private static final int ZERO = EDGES.length / 2;
    private static final double SMALLEST = 0.01;
    private static final int FIFTHS = 5;

    /** Of elements by bin. */
    static BinAxis of(Collection<int[]> histograms) {
        long[] magnitudes = new long[ZERO + 1];
        for (int[] histogram : histograms) {
            for (int bin = 0; bin < histogram.length; bin++) {
                magnitudes[Math.abs(bin - ZERO)] += histogram[bin];
            }
        }
        int outer = ZERO;
        while (outer > 1 && magnitudes[outer] == 0) {
            outer--;
        }
        double smallest = SMALLEST
                * IntStream.rangeClosed(1, ZERO).mapToLong(k -> magnitudes[k]).sum();
        int inner = 0;
        long passed = 0;
        while (inner < outer - 1 && passed + magnitudes[inner + 1] <= smallest) {
            inner++;
            passed += magnitudes[inner];
        }
        int decades = (outer + FIFTHS - 1) / FIFTHS;
        return new BinAxis(inner / FIFTHS * FIFTHS, Math.min(ZERO, decades * FIFTHS));
    }

    /** Bins to each side of that of zero. */
    int side() {
        return outer - inner;
    }

    /** Which share of the elements is in each bin of the axis, from the most negative to the most positive. */
    double[] shares(int[] histogram) {
        double[] shares = new double[2 * side() + 1];
        long all = Math.max(1, IntStream.of(histogram).asLongStream().sum());
        for (int bin = 0; bin < histogram.length; bin++) {
            int beyond = Math.min(Math.max(0, Math.abs(bin - ZERO) - inner), side());
            shares[side() + Integer.signum(bin - ZERO) * beyond] += (double) histogram[bin] / all;
        }
        return shares;
    }

    /** The middle of the bin of zero is 0, and that of the k-th beyond it ±k. */
    Axis axis(String tensor) {
        return new Axis(tensor, Scale.linear(-side() - 1, side() + 1), 2 * side() / FIFTHS + 3, this::marks);
    }

    /** Zero, and powers of ten equally far from each other. */
    private List<Tick> marks(int count) {
        int decades = side() / FIFTHS + 1;
        int most = Math.max(1, (count - 1) / 2);
        int step = FIFTHS * ((decades + most - 1) / most);
        String zero = inner == 0 ? "0" : "<" + ShortNumber.text(EDGES[ZERO + inner], 1);
        List<Tick> marks = new ArrayList<>(List.of(new Tick(0, zero)));
        for (int k = outer / FIFTHS * FIFTHS; count > 2 && k - inner > step / 2; k -= step) {
            for (int sign : new int[] {-1, 1}) {
                marks.add(new Tick(sign * (k - inner + 0.5), ShortNumber.text(sign * EDGES[ZERO + k], 1)));
            }
        }
        marks.sort(Comparator.comparingDouble(Tick::at));
        return marks;
    }
}
