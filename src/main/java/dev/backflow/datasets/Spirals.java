package dev.backflow.datasets;

import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;

/**
 * Classes that wind around each other, hard for small networks. Spiral arms that wind around the origin, one for each
 * class: with two arms the hard problem of Lang and Witbrock, "Learning to tell two spirals apart", 1988.
 *
 * <p>Arm k of K has the n points with radius r = 1/n, 2/n, …, 1 at the angle 2π(turns · r + k/K). Classes take turns:
 * point i is on arm i mod K. The draws are those of {@link Circles}: the shuffle, then the noise row by row.
 *
 * @param arms classes; two are told apart in one column, more have a column each
 * @param turns how often an arm goes around
 * @param noise standard deviation of the Gaussian noise added to each coordinate
 */
public record Spirals(
        @Default("100") int samples,
        @Default("true") boolean shuffle,
        @Default("2") int arms,
        @Default("1.5") double turns,
        @Default("0.0") Double noise,
        @Default("0") long seed,
        @Unwrapped ColumnScaling columns)
        implements Planar {

    private static final double MOST_TURNS = 1_000;

    public Spirals {
        Bounds.classes("arms", arms);
        Bounds.size(samples, 2 + arms);
        Check.between("turns", turns, 0, MOST_TURNS);
        Bounds.noise(noise);
        Bounds.seed(seed);
        columns.ofClasses();
    }

    /** Not scaled. */
    public Spirals(int samples, boolean shuffle, int arms, double turns, Double noise, long seed) {
        this(samples, shuffle, arms, turns, noise, seed, ColumnScaling.NONE);
    }

    @Override
    public int outputs() {
        return targetKind().columns(arms);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.ofClasses(arms);
    }

    @Override
    public Point point(int i) {
        int arm = i % arms;
        int pointsOnArm = (samples - arm + arms - 1) / arms;
        double radius = (i / arms + 1.0) / pointsOnArm;
        return Point.polar(radius, 2 * Math.PI * (turns * radius + (double) arm / arms), arm);
    }
}
