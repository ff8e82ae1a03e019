package dev.backflow.engine.initializers;

/** Mean and variance of a single weight as it is drawn; NaN where weights are not drawn alike. */
public record Moments(double mean, double variance) {

    /** Of weights that are not drawn alike, as the entries of an identity matrix: theory has no number for them. */
    public static final Moments UNKNOWN = new Moments(Double.NaN, Double.NaN);

    /** Of weights that are always this. */
    public static Moments constant(double value) {
        return new Moments(value, 0);
    }

    /** E w². */
    public double secondMoment() {
        return variance + mean * mean;
    }
}
