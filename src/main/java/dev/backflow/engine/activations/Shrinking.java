package dev.backflow.engine.activations;

import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;

/** Activations that take something off z, near zero all of it. */
public sealed interface Shrinking extends ElementwiseActivation
        permits Shrinking.TanhShrink, Shrinking.HardShrink, Shrinking.SoftShrink {

    @Override
    default boolean saturates() {
        return false;
    }

    /** Takes small numbers nearly away and moves large ones by 1 towards zero. φ(z) = z − tanh z, φ′ = tanh² z. */
    record TanhShrink() implements Shrinking {

        @Override
        public float value(float z) {
            return z - FloatMath.tanh(z);
        }

        @Override
        public float slope(float z, float a) {
            float t = FloatMath.tanh(z);
            return t * t;
        }
    }

    /**
     * Sets small numbers to zero and leaves large ones alone. φ(z) = z where |z| is above {@code threshold}, 0
     * elsewhere.
     */
    record HardShrink(@Default("0.5") double threshold) implements Shrinking {

        public HardShrink {
            Check.notNegative("threshold", threshold);
        }

        @Override
        public float value(float z) {
            return Math.abs(z) <= (float) threshold ? 0 : z;
        }

        @Override
        public float slope(float z, float a) {
            return Math.abs(z) <= (float) threshold ? 0 : 1;
        }
    }

    /**
     * Sets small numbers to zero and moves large ones towards it. φ(z) = z moved by {@code threshold} towards zero, and
     * 0 where it would cross it.
     */
    record SoftShrink(@Default("0.5") double threshold) implements Shrinking {

        public SoftShrink {
            Check.notNegative("threshold", threshold);
        }

        @Override
        public float value(float z) {
            return Math.abs(z) <= (float) threshold ? 0 : z - Math.copySign((float) threshold, z);
        }

        @Override
        public float slope(float z, float a) {
            return Math.abs(z) <= (float) threshold ? 0 : 1;
        }
    }
}
