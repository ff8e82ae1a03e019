package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import org.ejml.data.FMatrixRMaj;

/**
 * A regression that a network without hidden layers can learn. A linear function to be learned: y = w · x + noise · ε,
 * with x and ε standard normal and w a random direction of length 1, so that the noiseless target has variance 1
 * whatever the number of features.
 *
 * <p>Draws: w as normals divided by their length, then x and ε row by row. More samples of the same seed extend the
 * data, they do not change it.
 *
 * @param noise standard deviation of the Gaussian noise added to the target
 */
public record RegressionPlane(
        @Default("100") int samples,
        @Default("2") int features,
        @Default("0.0") double noise,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements DatasetSpec {

    public RegressionPlane {
        Bounds.features(features);
        Bounds.size(samples, features + 1);
        Bounds.noise(noise);
        Bounds.seed(seed);
    }

    /** Not scaled. */
    public RegressionPlane(int samples, int features, double noise, long seed) {
        this(samples, features, noise, seed, ColumnScaling.NONE);
    }

    @Override
    public int inputs() {
        return features;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.REAL;
    }

    @Override
    public Examples generate() {
        NumpyRandom random = new NumpyRandom(seed);
        double[] direction = direction(random);
        FMatrixRMaj rows = new FMatrixRMaj(samples, features);
        FMatrixRMaj targets = new FMatrixRMaj(samples, 1);
        for (int row = 0; row < samples; row++) {
            double y = 0;
            for (int j = 0; j < features; j++) {
                double x = random.gaussian();
                rows.data[row * features + j] = (float) x;
                y += direction[j] * x;
            }
            targets.data[row] = (float) (y + noise * random.gaussian());
        }
        return new Examples(rows, targets);
    }

    private double[] direction(NumpyRandom random) {
        double[] direction = new double[features];
        double squares = 0;
        for (int j = 0; j < features; j++) {
            direction[j] = random.gaussian();
            squares += direction[j] * direction[j];
        }
        for (int j = 0; j < features; j++) {
            direction[j] /= Math.sqrt(squares);
        }
        return direction;
    }
}
