package dev.backflow.datasets;

import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Two classes that a gentle curve parts. Two interleaving half circles: scikit-learn's {@code make_moons}, with the
 * same rows for the same seed.
 *
 * <p>With t at equal steps from 0 to π, both ends included: class 0 is (cos t, sin t), class 1 is (1 − cos t, ½ − sin
 * t). Class 0 has ⌊samples/2⌋ points.
 *
 * @param noise standard deviation of the Gaussian noise added to each coordinate; null for none
 */
public record Moons(
        @Default("100") int samples,
        @Default("true") boolean shuffle,
        @Default("null") @Nullable Double noise,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements Planar {

    public Moons {
        Bounds.size(samples, 3);
        Bounds.noise(noise);
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public Moons(int samples, boolean shuffle, @Nullable Double noise, long seed) {
        this(samples, shuffle, noise, seed, ColumnScaling.NONE);
    }

    @Override
    public Point point(int i) {
        int upper = samples / 2;
        if (i < upper) {
            return Point.polar(1, step(i, upper), 0);
        }
        double t = step(i - upper, samples - upper);
        return new Point(1 - StrictMath.cos(t), 1 - StrictMath.sin(t) - 0.5, 1);
    }

    /** The i-th of {@code count} equal steps from 0 to π; the last is π to the bit, a single one is 0. */
    private static double step(int i, int count) {
        if (i == 0) {
            return 0;
        }
        return i == count - 1 ? Math.PI : i * (Math.PI / (count - 1));
    }
}
