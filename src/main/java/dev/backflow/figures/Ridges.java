package dev.backflow.figures;

import static dev.backflow.figures.Plot.add;
import static dev.backflow.figures.Plot.map;

import dev.backflow.recording.Bins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Histograms of one layer as ridges, the first epoch at the back. Ridges are as high as the share of the elements that is
 * in the bin, all on one scale. The axis has the bins' own widths; the empty ones around zero, and those with the smallest
 * hundredth of the elements, become one with that of zero.
 */
final class Ridges {

    private static final double OVERLAP = 2.2;
    private static final double SMALLEST = 0.01;
    private static final int FIFTHS = 5;

    private final Plot plot;
    private final FigureTheme theme;
    private final List<Integer> epochs;
    private final List<int[]> counts;
    private final double[] edges = Bins.edges();

    /** The bin of zero. */
    private final int zero = edges.length / 2;

    /** Bins on each side of zero, counted from it, that become one with it. */
    private final int inner;

    /** The farthest bin that is shown, counted as these. */
    private final int outer;

    Ridges(Plot plot, FigureTheme theme, List<Integer> epochs, List<int[]> counts) {
        this.plot = plot;
        this.theme = theme;
        this.epochs = epochs;
        this.counts = counts;
        long[] magnitudes = new long[zero + 1];
        for (int[] histogram : counts) {
            for (int bin = 0; bin < histogram.length; bin++) {
                magnitudes[Math.abs(bin - zero)] += histogram[bin];
            }
        }
        int last = zero;
        while (last > 1 && magnitudes[last] == 0) {
            last--;
        }
        long smallest = (long) (SMALLEST
                * IntStream.rangeClosed(1, zero).mapToLong(k -> magnitudes[k]).sum());
        int first = 0;
        for (long passed = 0; first < last - 1 && (passed += magnitudes[first + 1]) <= smallest; ) {
            first++;
        }
        inner = first / FIFTHS * FIFTHS;
        outer = Math.min(zero, (last + FIFTHS - 1) / FIFTHS * FIFTHS);
    }

    /** @param ticks numbers at most on one side of zero */
    Map<String, Object> panel(String title, String tensor, String color, int ticks) {
        List<double[]> shares = counts.stream().map(this::shares).toList();
        double highest = shares.stream().flatMapToDouble(Arrays::stream).max().orElse(0);
        List<Object> layers = new ArrayList<>();
        for (int k = 0; k < shares.size(); k++) {
            layers.add(ridge(shares.get(k), shares.size() - 1 - k, highest == 0 ? 0 : OVERLAP / highest, color));
        }
        List<Object> scales = List.of(
                horizontal(tensor, ticks),
                map(
                        "aesthetic",
                        "y",
                        "name",
                        "epoch",
                        "breaks",
                        IntStream.range(0, epochs.size())
                                .mapToObj(k -> epochs.size() - 1.0 - k)
                                .toList(),
                        "labels",
                        epochs.stream().map(String::valueOf).toList()));
        return map(
                "kind",
                "plot",
                "ggtitle",
                map("text", title),
                "layers",
                layers,
                "scales",
                scales,
                "theme",
                plot.theme("none"));
    }

    private Map<String, Object> ridge(double[] shares, int row, double scale, String color) {
        Map<String, List<Object>> data = new LinkedHashMap<>();
        for (int i = 0; i < shares.length; i++) {
            for (double side : new double[] {-0.5, 0.5}) {
                add(data, "x", i - shares.length / 2 + side);
                add(data, "low", (double) row);
                add(data, "high", row + shares[i] * scale);
            }
        }
        Map<String, Object> mapping = map("x", "x", "ymin", "low", "ymax", "high");
        return map(
                "geom",
                "ribbon",
                "data",
                data,
                "mapping",
                mapping,
                "fill",
                color,
                "color",
                theme.ground,
                "size",
                0.5,
                "alpha",
                0.85,
                "tooltips",
                "none");
    }

    /** Of the finite elements, from the most negative bin that is shown to the most positive. */
    private double[] shares(int[] histogram) {
        int side = outer - inner;
        double[] shares = new double[2 * side + 1];
        long all = Math.max(1, IntStream.of(histogram).asLongStream().sum());
        for (int bin = 0; bin < histogram.length; bin++) {
            int beyond = Math.min(Math.max(0, Math.abs(bin - zero) - inner), side);
            shares[side + Integer.signum(bin - zero) * beyond] += (double) histogram[bin] / all;
        }
        return shares;
    }

    private Map<String, Object> horizontal(String tensor, int most) {
        List<Double> breaks = new ArrayList<>(List.of(0.0));
        List<String> labels = new ArrayList<>(List.of("0"));
        int step = FIFTHS * Math.max(1, ((outer - inner) / FIFTHS + most - 1) / most);
        for (int k = outer / FIFTHS * FIFTHS; k - inner > step / 2; k -= step) {
            for (int sign : new int[] {-1, 1}) {
                breaks.add(sign * (k - inner + 0.5)); // the edge below bin k + 1
                labels.add(Ticks.label(sign * edges[zero + k], 1));
            }
        }
        String name = inner == 0 ? tensor : tensor + ", below " + Ticks.label(edges[zero + inner], 1) + " at 0";
        return map("aesthetic", "x", "name", name, "breaks", breaks, "labels", labels);
    }
}
