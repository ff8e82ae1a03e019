package dev.backflow.diagnosis;

import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.initializers.MatrixInitializer;

/**
 * Mean and variance of a weight as an initializer draws it. Keras' truncated normal keeps 0.7738 of its variance, the
 * scaled ones make up for that ({@link Initializer.VarianceScaling}). The entries of an orthogonal matrix have variance
 * gain² / max(fan_in, fan_out), because its columns (or rows) are as long as {@code gain}.
 */
record Moments(double mean, double variance) {

    /** Of an identity matrix, whose entries are not alike. */
    private static final Moments NONE = new Moments(Double.NaN, Double.NaN);

    /** Var of N(0, 1) cut off at ±2: 1 − 4 φ(2) / (1 − 2Φ(−2)). */
    private static final double TRUNCATED = 0.77374130354;

    static Moments of(Initializer initializer, int fanIn, int fanOut) {
        if (initializer instanceof Initializer.Scaled named) {
            return of(named.scaling(), fanIn, fanOut);
        }
        if (initializer instanceof Initializer.VarianceScaling scaling) {
            return new Moments(0, scaling.scale() / Math.max(1, fan(scaling.mode(), fanIn, fanOut)));
        }
        if (initializer instanceof Initializer.RandomNormal normal) {
            return new Moments(normal.mean(), normal.stddev() * normal.stddev());
        }
        if (initializer instanceof Initializer.TruncatedNormal normal) {
            return new Moments(normal.mean(), TRUNCATED * normal.stddev() * normal.stddev());
        }
        if (initializer instanceof Initializer.RandomUniform uniform) {
            double width = uniform.maxval() - uniform.minval();
            return new Moments((uniform.maxval() + uniform.minval()) / 2, width * width / 12);
        }
        if (initializer instanceof Initializer.TorchLinear) {
            return new Moments(0, 1 / (3.0 * Math.max(1, fanIn)));
        }
        if (initializer instanceof MatrixInitializer.Orthogonal orthogonal) {
            return new Moments(0, orthogonal.gain() * orthogonal.gain() / Math.max(fanIn, fanOut));
        }
        return constant(initializer);
    }

    private static Moments constant(Initializer initializer) {
        if (initializer instanceof Initializer.Constant constant) {
            return new Moments(constant.value(), 0);
        }
        if (initializer instanceof Initializer.Zeros) {
            return new Moments(0, 0);
        }
        return initializer instanceof Initializer.Ones ? new Moments(1, 0) : NONE;
    }

    private static double fan(Initializer.VarianceScaling.Mode mode, int fanIn, int fanOut) {
        return switch (mode) {
            case FAN_IN -> fanIn;
            case FAN_OUT -> fanOut;
            case FAN_AVG -> (fanIn + fanOut) / 2.0;
        };
    }

    /** Of a bias: to Keras it is its own fan, to PyTorch its fan are the inputs. */
    static Moments ofBias(Initializer initializer, int inputs, int units) {
        return initializer instanceof Initializer.TorchLinear
                ? of(initializer, inputs, units)
                : of(initializer, units, units);
    }

    double secondMoment() {
        return variance + mean * mean;
    }
}
