package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Two classes that no straight line parts, one around the other. A circle of radius 1 (class 0) around a circle of
 * radius {@code factor} (class 1): scikit-learn's {@code make_circles}, with the same rows for the same seed.
 *
 * <p>Each circle has its points at equal angles 2πi/n. The outer one has ⌊samples/2⌋ of them.
 *
 * @param noise standard deviation of the Gaussian noise added to each coordinate; null for none
 * @param factor radius of the inner circle, in [0, 1)
 */
public record Circles(
        @Default("100") int samples,
        @Default("true") boolean shuffle,
        @Default("null") @Nullable Double noise,
        @Default("0.8") double factor,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements Planar {

    public Circles {
        Bounds.size(samples, 3);
        Bounds.noise(noise);
        Check.below("factor", factor, 0, 1);
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public Circles(int samples, boolean shuffle, @Nullable Double noise, double factor, long seed) {
        this(samples, shuffle, noise, factor, seed, ColumnScaling.NONE);
    }

    @Override
    public Point point(int i) {
        int outer = samples / 2;
        int inner = samples - outer;
        return i < outer
                ? Point.polar(1, i * (2 * Math.PI / outer), 0)
                : Point.polar(factor, (i - outer) * (2 * Math.PI / inner), 1);
    }
}
