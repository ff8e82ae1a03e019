package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import org.ejml.data.FMatrixRMaj;

/**
 * A regression that is the harder the more periods it has. A curve to be learned: y = sin(2π · frequency · x) + noise ·
 * ε, with x uniform from −1 to 1 and ε standard normal.
 *
 * <p>Draws: x and ε row by row. More samples of the same seed extend the data, they do not change it.
 *
 * @param frequency periods for each unit of x; there are 2 · frequency of them in the data
 * @param noise standard deviation of the Gaussian noise added to the target
 */
public record Sine(
        @Default("100") int samples,
        @Default("1.0") double frequency,
        @Default("0.0") double noise,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements DatasetSpec {

    private static final double MOST_FREQUENCY = 1_000;

    public Sine {
        Bounds.size(samples, 2);
        Check.positive("frequency", frequency);
        Check.between("frequency", frequency, 0, MOST_FREQUENCY);
        Bounds.noise(noise);
        Bounds.seed(seed);
    }

    /** Not scaled. */
    public Sine(int samples, double frequency, double noise, long seed) {
        this(samples, frequency, noise, seed, ColumnScaling.NONE);
    }

    @Override
    public int inputs() {
        return 1;
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
        FMatrixRMaj features = new FMatrixRMaj(samples, 1);
        FMatrixRMaj targets = new FMatrixRMaj(samples, 1);
        for (int row = 0; row < samples; row++) {
            float x = (float) random.uniform(-1, 1);
            features.data[row] = x;
            targets.data[row] = (float) (StrictMath.sin(2 * Math.PI * frequency * x) + noise * random.gaussian());
        }
        return new Examples(features, targets);
    }
}
