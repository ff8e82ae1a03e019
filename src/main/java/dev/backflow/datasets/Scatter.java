package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import java.util.function.IntFunction;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Points that a formula places in the plane, brought into random order and moved by Gaussian noise. All draws come in
 * scikit-learn's order: first the shuffle, then the noise of x and y, row by row.
 *
 * @param noise standard deviation in each coordinate; null for none
 */
record Scatter(int samples, boolean shuffle, @Nullable Double noise, long seed) {

    /**
     * @param figure the point with number i, from 0 to samples − 1
     * @param columns of the targets, as in {@link Labels#encode}
     */
    Examples of(IntFunction<Point> figure, int columns) {
        NumpyRandom random = new NumpyRandom(seed);
        int[] order = random.order(samples, shuffle);
        FMatrixRMaj features = new FMatrixRMaj(samples, 2);
        int[] labels = new int[samples];
        for (int row = 0; row < samples; row++) {
            Point point = figure.apply(order[row]);
            labels[row] = point.label();
            features.data[2 * row] = (float) blur(point.x(), random);
            features.data[2 * row + 1] = (float) blur(point.y(), random);
        }
        return new Examples(features, Labels.encode(labels, columns));
    }

    private double blur(double coordinate, NumpyRandom random) {
        return noise == null ? coordinate : coordinate + noise * random.gaussian();
    }
}
