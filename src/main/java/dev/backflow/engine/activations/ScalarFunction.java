package dev.backflow.engine.activations;

/** A function φ of one number and its derivative, which is all that theory has to know of an activation. */
public interface ScalarFunction {

    /** φ(z). */
    float value(float z);

    /** φ′(z), given a = φ(z) as well because it often is the shorter way. At a kink, Keras' choice. */
    float slope(float z, float a);

    /** The largest |φ′(z)| over all z, or what it tends to; ∞ where it has no bound. */
    default double steepest() {
        return 1;
    }

    /** Whether φ′ is the same everywhere, so that there is nothing to measure of it. */
    default boolean isLinear() {
        return false;
    }
}
