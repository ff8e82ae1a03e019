package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * Classes that are shells around each other, in any number of dimensions. One Gaussian around the origin, cut into
 * concentric shells of equal count: scikit-learn's {@code make_gaussian_quantiles} with its default mean of zero, with
 * the same rows for the same seed.
 *
 * <p>Row = √cov · N(0, 1) in each coordinate. Sorted by distance from the origin, the first ⌊samples/classes⌋ rows are
 * class 0 and so on; what remains goes to the last class. Draws: the rows, the shuffle.
 *
 * @param cov variance of each coordinate
 * @param classes two are told apart in one target column, more have a column each
 */
public record GaussianQuantiles(
        @Default("1.0") double cov,
        @Default("100") int samples,
        @Default("2") int features,
        @Default("3") int classes,
        @Default("true") boolean shuffle,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements DatasetSpec {

    public GaussianQuantiles {
        Check.between("cov", cov, 0, MOST_SCALE);
        Bounds.features(features);
        Bounds.classes("classes", classes);
        Bounds.size(samples, features + classes);
        Check.require(samples >= classes, "samples", samples, "must be at least the " + classes + " classes");
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public GaussianQuantiles(double cov, int samples, int features, int classes, boolean shuffle, long seed) {
        this(cov, samples, features, classes, shuffle, seed, ColumnScaling.NONE);
    }

    @Override
    public int inputs() {
        return features;
    }

    @Override
    public int outputs() {
        return targetKind().columns(classes);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.ofClasses(classes);
    }

    @Override
    public Examples generate() {
        NumpyRandom random = new NumpyRandom(seed);
        LabeledRows rows = shells(random);
        return rows.inOrder(random.order(samples, shuffle)).examples(outputs());
    }

    /** From the innermost row to the outermost. */
    private LabeledRows shells(NumpyRandom random) {
        FMatrixRMaj rows = new FMatrixRMaj(samples, features);
        double[] squaredDistances = draw(random, rows);
        int[] sorted = IntStream.range(0, samples)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> squaredDistances[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        LabeledRows unlabeled = new LabeledRows(rows, new int[samples]).inOrder(sorted);
        int step = samples / classes;
        int[] labels = IntStream.range(0, samples)
                .map(rank -> Math.min(rank / step, classes - 1))
                .toArray();
        return new LabeledRows(unlabeled.features(), labels);
    }

    /** Fills {@code rows}; returns Σx² of each row in double precision, since rounding could change their order. */
    private double[] draw(NumpyRandom random, FMatrixRMaj rows) {
        double std = Math.sqrt(cov);
        double[] squaredDistances = new double[samples];
        for (int i = 0; i < rows.getNumElements(); i++) {
            double value = std * random.gaussian();
            rows.data[i] = (float) value;
            squaredDistances[i / features] += value * value;
        }
        return squaredDistances;
    }
}
