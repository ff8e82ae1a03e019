package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * Classes that are round clusters, easy unless they overlap. Round Gaussian clusters around random centers:
 * scikit-learn's {@code make_blobs}, with the same rows for the same seed.
 *
 * <p>Row = center + cluster_std · N(0, 1) in each coordinate; the centers are uniform in the box. Clusters are of equal
 * size, the first samples mod centers of them have one more. Draws: the centers, the rows cluster by cluster, the
 * shuffle. There is a target column for each center.
 *
 * @param centers how many; scikit-learn's default of null means 3
 * @param clusterStd standard deviation in each coordinate
 * @param centerBox lowest and highest coordinate of a center
 */
public record Blobs(
        @Default("100") int samples,
        @Default("2") int features,
        @Default("3") int centers,
        @Default("1.0") double clusterStd,
        @Default("[-10.0, 10.0]") List<Double> centerBox,
        @Default("true") boolean shuffle,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements DatasetSpec {

    public Blobs {
        Bounds.features(features);
        Bounds.classes("centers", centers);
        Bounds.size(samples, features + centers);
        Bounds.spread("cluster_std", clusterStd);
        centerBox = NumberTable.row("center_box", centerBox);
        checkBox(centerBox);
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public Blobs(
            int samples,
            int features,
            int centers,
            double clusterStd,
            List<Double> centerBox,
            boolean shuffle,
            long seed) {
        this(samples, features, centers, clusterStd, centerBox, shuffle, seed, ColumnScaling.NONE);
    }

    private static void checkBox(List<Double> box) {
        Check.require(box.size() == 2, "center_box", box, "must be the lowest and the highest coordinate");
        Check.between("center_box/0", box.get(0), -MOST_SCALE, MOST_SCALE);
        Check.between("center_box/1", box.get(1), box.get(0), MOST_SCALE);
    }

    @Override
    public int inputs() {
        return features;
    }

    @Override
    public int outputs() {
        return centers;
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.ONE_HOT;
    }

    @Override
    public Examples generate() {
        NumpyRandom random = new NumpyRandom(seed);
        LabeledRows clusters = clusters(random, drawCenters(random));
        return clusters.inOrder(random.order(samples, shuffle)).examples(outputs());
    }

    /** @return centers × features, row by row */
    private double[] drawCenters(NumpyRandom random) {
        double[] coordinates = new double[centers * features];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = random.uniform(centerBox.get(0), centerBox.get(1));
        }
        return coordinates;
    }

    private LabeledRows clusters(NumpyRandom random, double[] coordinates) {
        FMatrixRMaj rows = new FMatrixRMaj(samples, features);
        int[] labels = new int[samples];
        int row = 0;
        for (int center = 0; center < centers; center++) {
            int end = row + samples / centers + (center < samples % centers ? 1 : 0);
            for (; row < end; row++) {
                labels[row] = center;
                for (int j = 0; j < features; j++) {
                    double value = coordinates[center * features + j] + clusterStd * random.gaussian();
                    rows.data[row * features + j] = (float) value;
                }
            }
        }
        return new LabeledRows(rows, labels);
    }
}
