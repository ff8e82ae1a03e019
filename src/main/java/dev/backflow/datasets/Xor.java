package dev.backflow.datasets;

import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;

/**
 * Two classes that need a hidden layer. Exclusive or: four Gaussian clusters around the corners (±1, ±1) of a square.
 * The class is 1 where the signs of the corner's coordinates differ, so that no straight line parts the classes (Minsky
 * and Papert, "Perceptrons", 1969).
 *
 * <p>Point i belongs to corner i mod 4 of (−1, −1), (−1, 1), (1, −1), (1, 1). The draws are those of {@link Circles}:
 * the shuffle, then the noise row by row.
 *
 * @param noise standard deviation of a cluster in each coordinate; with 0, {@code "samples": 4} is the truth table
 */
public record Xor(
        @Default("100") int samples,
        @Default("true") boolean shuffle,
        @Default("0.2") Double noise,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements Planar {

    public Xor {
        Bounds.size(samples, 3);
        Bounds.noise(noise);
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public Xor(int samples, boolean shuffle, Double noise, long seed) {
        this(samples, shuffle, noise, seed, ColumnScaling.NONE);
    }

    @Override
    public Point point(int i) {
        int first = i >> 1 & 1;
        int second = i & 1;
        return new Point(2 * first - 1, 2 * second - 1, first ^ second);
    }
}
