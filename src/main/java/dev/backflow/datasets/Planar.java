package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A data set of points that a formula places in the plane, brought into random order and moved by Gaussian noise. All
 * draws come in scikit-learn's order: first the shuffle, then the noise of x and y, row by row.
 */
sealed interface Planar extends DatasetSpec permits Circles, Moons, Xor, Spirals {

    /** The point with number i, from 0 to samples − 1, before any noise. */
    Point point(int i);

    boolean shuffle();

    /** Standard deviation of the noise in each coordinate; null for none. */
    @Nullable
    Double noise();

    long seed();

    @Override
    default int inputs() {
        return 2;
    }

    @Override
    default int outputs() {
        return 1;
    }

    @Override
    default TargetKind targetKind() {
        return TargetKind.BINARY;
    }

    @Override
    default Examples generate() {
        NumpyRandom random = new NumpyRandom(seed());
        int[] order = random.order(samples(), shuffle());
        FMatrixRMaj features = new FMatrixRMaj(samples(), 2);
        int[] labels = new int[samples()];
        for (int row = 0; row < samples(); row++) {
            Point point = point(order[row]);
            labels[row] = point.label();
            features.data[2 * row] = (float) blur(point.x(), random);
            features.data[2 * row + 1] = (float) blur(point.y(), random);
        }
        return new Examples(features, Labels.encode(labels, outputs()));
    }

    private double blur(double coordinate, NumpyRandom random) {
        Double deviation = noise();
        return deviation == null ? coordinate : coordinate + deviation * random.gaussian();
    }
}
