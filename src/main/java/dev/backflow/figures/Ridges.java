package dev.backflow.figures;

import dev.backflow.figures.Canvas.Style;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Histograms of one layer as ridges, the first epoch at the back. Ridges are as high as the share of the elements that
 * is in the bin, all on one scale.
 *
 * @param title the layer
 * @param counts for each epoch
 */
record Ridges(String title, String tensor, String color, BinAxis bins, List<Integer> epochs, List<int[]> counts)
        implements Panel {

    /** How high the highest ridge is, from one epoch to the next being 1. */
    private static final double HIGHEST = 2.2;

    @Override
    public String note() {
        int row = counts.size();
        while (row > 0 && IntStream.of(counts.get(row - 1)).allMatch(count -> count == 0)) {
            row--;
        }
        return row == counts.size() ? "" : "NaN from epoch " + epochs.get(row);
    }

    @Override
    public String summary() {
        String last = epochs.isEmpty() ? "" : " at epochs " + epochs.get(0) + " to " + epochs.get(epochs.size() - 1);
        return "Histograms of " + tensor + " of " + title + last;
    }

    @Override
    public void draw(Paper paper, Box box) {
        List<String> labels = IntStream.range(0, epochs.size())
                .mapToObj(row -> String.valueOf(epochs.get(row(row))))
                .toList();
        Axis rows = Axis.rows("epoch", labels);
        Axis vertical = new Axis(
                rows.name(), Scale.linear(-0.3, Math.max(1, labels.size()) - 0.9 + HIGHEST), rows.most(), rows.marks());
        Frame frame = Frame.in(box, paper, bins.axis(tensor), vertical).draw(paper);
        List<double[]> shares = counts.stream().map(bins::shares).toList();
        double highest = shares.stream().flatMapToDouble(Arrays::stream).max().orElse(0);
        for (int k = 0; k < shares.size(); k++) {
            Path2D ridge = ridge(frame, shares.get(k), row(k), highest == 0 ? 0 : HIGHEST / highest);
            Style style = Style.filled(color).opaque(0.9).edged(paper.theme().ground, paper.size() / 24);
            paper.canvas().group(title + ", epoch " + epochs.get(k), () -> paper.draw(ridge, style));
        }
        frame.drawAxes(paper);
    }

    /** Of the k-th epoch; the last is the lowest. */
    private int row(int k) {
        return epochs.size() - 1 - k;
    }

    /** Bins side by side that have elements are one shape. */
    private static Path2D ridge(Frame frame, double[] shares, int row, double height) {
        Path2D ridge = new Path2D.Double();
        int side = shares.length / 2;
        for (int from = 0; from < shares.length; from++) {
            if (shares[from] > 0) {
                ridge.moveTo(frame.x(from - side - 0.5), frame.y(row));
                for (; from < shares.length && shares[from] > 0; from++) {
                    double y = frame.y(row + shares[from] * height);
                    ridge.lineTo(frame.x(from - side - 0.5), y);
                    ridge.lineTo(frame.x(from - side + 0.5), y);
                }
                ridge.lineTo(frame.x(from - side - 0.5), frame.y(row));
                ridge.closePath();
            }
        }
        return ridge;
    }
}
