package dev.backflow.engine.activations;

/** Real numbers from {@code least} to {@code most}, either of which may be infinite. */
public record Interval(double least, double most) {

    /** All of them. */
    public static final Interval EVERYTHING = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Whether x lies between the ends; the ends themselves do not, nor does NaN. */
    public boolean holdsInside(double x) {
        return least < x && x < most;
    }

    public boolean hasLeast() {
        return least > Double.NEGATIVE_INFINITY;
    }

    public boolean hasMost() {
        return most < Double.POSITIVE_INFINITY;
    }
}
