package dev.backflow.engine.layers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;

/**
 * A penalty on large numbers, added to the loss: of weights w as it is, of activations divided by the examples of the
 * batch. Names, defaults and formulas are Keras 3's ({@code keras.regularizers}).
 */
public sealed interface Regularizer permits Regularizer.L1, Regularizer.L2, Regularizer.L1L2 {

    /** The penalty of the first {@code length} numbers. */
    double penalty(float[] w, int length);

    /** gradient ← gradient + scale · ∂penalty/∂w for the first {@code length} numbers; |w| has slope 0 at 0. */
    void addGradient(float[] w, float[] gradient, int length, float scale);

    private static double absolutes(float[] w, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.abs(w[i]);
        }
        return sum;
    }

    private static double squares(float[] w, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) w[i] * w[i];
        }
        return sum;
    }

    private static void addSigns(float[] w, float[] gradient, int length, float factor) {
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * Math.signum(w[i]);
        }
    }

    private static void addMultiple(float[] w, float[] gradient, int length, float factor) {
        for (int i = 0; i < length; i++) {
            gradient[i] += factor * w[i];
        }
    }

    /** Makes weights that do not matter exactly zero. l1 Σ|w|, with slope l1 sign(w). */
    record L1(@Default("0.01") double l1) implements Regularizer {

        public L1 {
            Check.notNegative("l1", l1);
        }

        @Override
        public double penalty(float[] w, int length) {
            return l1 * absolutes(w, length);
        }

        @Override
        public void addGradient(float[] w, float[] gradient, int length, float scale) {
            addSigns(w, gradient, length, (float) l1 * scale);
        }
    }

    /** Keeps weights small. l2 Σw², with slope 2 l2 w: not halved, unlike what others call weight decay. */
    record L2(@Default("0.01") double l2) implements Regularizer {

        public L2 {
            Check.notNegative("l2", l2);
        }

        @Override
        public double penalty(float[] w, int length) {
            return l2 * squares(w, length);
        }

        @Override
        public void addGradient(float[] w, float[] gradient, int length, float scale) {
            addMultiple(w, gradient, length, 2 * (float) l2 * scale);
        }
    }

    /** Keeps weights small and makes those that do not matter exactly zero. l1 Σ|w| + l2 Σw². */
    record L1L2(@Default("0.0") double l1, @Default("0.0") double l2) implements Regularizer {

        public L1L2 {
            Check.notNegative("l1", l1);
            Check.notNegative("l2", l2);
        }

        @Override
        public double penalty(float[] w, int length) {
            return l1 * absolutes(w, length) + l2 * squares(w, length);
        }

        @Override
        public void addGradient(float[] w, float[] gradient, int length, float scale) {
            addSigns(w, gradient, length, (float) l1 * scale);
            addMultiple(w, gradient, length, 2 * (float) l2 * scale);
        }
    }
}
