package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatMath;

/** Activations with one or two flat ends, and the logarithm of one. */
public sealed interface Squashing extends ElementwiseActivation
        permits Squashing.HardSigmoid,
                Squashing.SparseSigmoid,
                Squashing.LogSigmoid,
                Squashing.HardTanh,
                Squashing.Softsign {

    @Override
    default boolean saturates() {
        return true;
    }

    /**
     * Approximates sigmoid by straight lines, which costs less. φ(z) = min(max(z + 3, 0), 6) / 6, φ′ = 1/6 between −3
     * and 3 and 0 elsewhere.
     */
    record HardSigmoid() implements Squashing {

        @Override
        public float value(float z) {
            return Math.min(Math.max(z + 3, 0), 6) / 6;
        }

        @Override
        public float slope(float z, float a) {
            return z > -3 && z < 3 ? 1 / 6f : 0;
        }

        @Override
        public double steepest() {
            return 1 / 6.0;
        }
    }

    /**
     * Approximates sigmoid by straight lines and is exactly 0 or 1 beyond −1 and 1. φ(z) = min(max(z + 1, 0), 2) / 2,
     * φ′ = 1/2 between −1 and 1 and 0 elsewhere.
     */
    record SparseSigmoid() implements Squashing {

        @Override
        public float value(float z) {
            return Math.min(Math.max(z + 1, 0), 2) / 2;
        }

        @Override
        public float slope(float z, float a) {
            return z > -1 && z < 1 ? 0.5f : 0;
        }

        @Override
        public double steepest() {
            return 0.5;
        }
    }

    /**
     * Gives the logarithm of sigmoid without rounding small probabilities away. φ(z) = log(1 / (1 + e^{−z})) =
     * −softplus(−z), φ′ = sigmoid(−z).
     */
    record LogSigmoid() implements Squashing {

        @Override
        public float value(float z) {
            return -FloatMath.softplus(-z);
        }

        @Override
        public float slope(float z, float a) {
            return FloatMath.sigmoid(-z);
        }
    }

    /**
     * Approximates tanh by straight lines, which costs less. φ(z) = min(max(z, −1), 1), φ′ = 1 from −1 to 1 and 0
     * elsewhere.
     */
    record HardTanh() implements Squashing {

        @Override
        public float value(float z) {
            return Math.min(Math.max(z, -1), 1);
        }

        @Override
        public float slope(float z, float a) {
            return z > 1 || z < -1 ? 0 : 1;
        }
    }

    /**
     * Squashes numbers into −1 to 1 and approaches both ends more slowly than tanh. φ(z) = z / (1 + |z|), φ′ = 1 / (1 +
     * |z|)².
     */
    record Softsign() implements Squashing {

        @Override
        public float value(float z) {
            return Math.abs(z) == Float.POSITIVE_INFINITY ? Math.signum(z) : z / (1 + Math.abs(z));
        }

        @Override
        public float slope(float z, float a) {
            float root = 1 / (1 + Math.abs(z));
            return root * root;
        }
    }
}
