package dev.backflow.engine.initializers;

import dev.backflow.engine.numerics.NormalDistribution;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the weights of an untrained layer are drawn. Names, parameters and defaults are Keras 3's
 * ({@code keras.initializers}). Every random initializer takes exactly one uniform number u for each weight and maps it
 * through the inverse of its distribution function, so that two initializers differ only by that map.
 */
public sealed interface Initializer
        permits Initializer.Zeros,
                Initializer.Ones,
                Initializer.Constant,
                MatrixInitializer,
                Initializer.RandomNormal,
                Initializer.RandomUniform,
                Initializer.TruncatedNormal,
                Initializer.VarianceScaling,
                ScaledInitializer,
                Initializer.TorchLinear {

    /** Draws with a variance of {@code scale} / fan_in. */
    static Initializer ofVariance(double scale) {
        return new VarianceScaling(scale, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNTRUNCATED_NORMAL);
    }

    /**
     * Writes all weights of one tensor.
     *
     * @param weights modified
     * @param fanIn inputs of a unit (for a bias: units)
     * @param fanOut units that an input reaches (for a bias: units)
     */
    void fill(float[] weights, int fanIn, int fanOut, RandomStream random);

    /**
     * Draws the bias of a layer with {@code inputs} inputs. To Keras a bias is its own fan.
     *
     * @param bias modified
     */
    default void fillBias(float[] bias, int inputs, RandomStream random) {
        fill(bias, bias.length, bias.length, random);
    }

    /**
     * What theory has to know of a weight; the fans are those of {@link #fill}.
     *
     * @return {@link Moments#UNKNOWN} where weights are not drawn alike
     */
    Moments moments(int fanIn, int fanOut);

    /** The same of a bias as {@link #fillBias} draws it. */
    default Moments biasMoments(int inputs, int units) {
        return moments(units, units);
    }

    /** Why this initializer cannot make a bias, and what to use; empty where it can. */
    default Optional<String> objectionToBias() {
        return Optional.empty();
    }

    private static void constant(float[] weights, double value) {
        Arrays.fill(weights, (float) value);
    }

    /** Sets all weights to 0, the usual start of a bias; a kernel of zeros keeps all units of a layer alike. */
    @Alias("zero")
    record Zeros() implements Initializer {

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            constant(weights, 0);
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return Moments.constant(0);
        }
    }

    /** Sets all weights to 1, the usual start of the scale of a normalization. */
    @Alias("one")
    record Ones() implements Initializer {

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            constant(weights, 1);
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return Moments.constant(1);
        }
    }

    /** Sets all weights to {@code value}. */
    record Constant(@Default("0.0") double value) implements Initializer {

        public Constant {
            Check.finite("value", value);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            constant(weights, value);
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return Moments.constant(value);
        }
    }

    /** Draws from a normal distribution that does not depend on the width of the layer: N(mean, stddev²). */
    @Alias("normal")
    record RandomNormal(
            @Default("0.0") double mean, @Default("0.05") double stddev) implements Initializer {

        public RandomNormal {
            Check.finite("mean", mean);
            Check.notNegative("stddev", stddev);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (mean + stddev * NormalDistribution.quantile(random.nextUniform()));
            }
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments(mean, stddev * stddev);
        }
    }

    /** Draws from a uniform distribution that does not depend on the width of the layer, between minval and maxval. */
    @Alias("uniform")
    record RandomUniform(
            @Default("-0.05") double minval,
            @Default("0.05") double maxval) implements Initializer {

        public RandomUniform {
            Check.finite("minval", minval);
            Check.finite("maxval", maxval);
            Check.require(minval <= maxval, "maxval", maxval, "must not be below minval " + minval);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (minval + (maxval - minval) * random.nextUniform());
            }
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments((maxval + minval) / 2, (maxval - minval) * (maxval - minval) / 12);
        }
    }

    /**
     * Draws from a normal distribution without its tails: N(mean, stddev²) cut off at two standard deviations on both
     * sides; its own deviation is 0.88 stddev.
     */
    record TruncatedNormal(
            @Default("0.0") double mean, @Default("0.05") double stddev) implements Initializer {

        /** Φ(−2). */
        private static final double TAIL = 0.022750131948179195;

        /** The standard deviation of N(0, 1) cut off at ±2: √(1 − 4 φ(2) / (1 − 2Φ(−2))). */
        static final double DEVIATION = 0.87962566103423978;

        /** The square of {@link #DEVIATION}. */
        private static final double VARIANCE = 0.77374130354;

        public TruncatedNormal {
            Check.finite("mean", mean);
            Check.notNegative("stddev", stddev);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            for (int i = 0; i < weights.length; i++) {
                double p = TAIL + (1 - 2 * TAIL) * random.nextUniform();
                weights[i] = (float) (mean + stddev * NormalDistribution.quantile(p));
            }
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments(mean, VARIANCE * stddev * stddev);
        }
    }

    /**
     * Draws with a variance that follows from the width of the layer, so that activations keep their size. Zero mean
     * and variance scale / fan, where the fan is fan_in, fan_out or their mean. {@code truncated_normal} widens its
     * parameter so that the variance is reached after truncation; {@code uniform} has the limit √(3 scale / fan).
     */
    record VarianceScaling(
            @Default("1.0") double scale,
            @Default("fan_in") Mode mode,
            @Default("truncated_normal") Distribution distribution)
            implements Initializer {

        /** What the scale is divided by. */
        public enum Mode {
            FAN_IN,
            FAN_OUT,
            FAN_AVG
        }

        /** The shape of the distribution. */
        public enum Distribution {
            TRUNCATED_NORMAL,
            UNTRUNCATED_NORMAL,
            UNIFORM
        }

        public VarianceScaling {
            Check.positive("scale", scale);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            double deviation = Math.sqrt(scale / Math.max(1, fan(fanIn, fanOut)));
            Initializer drawn = switch (distribution) {
                case TRUNCATED_NORMAL -> new TruncatedNormal(0, deviation / TruncatedNormal.DEVIATION);
                case UNTRUNCATED_NORMAL -> new RandomNormal(0, deviation);
                case UNIFORM -> new RandomUniform(-Math.sqrt(3) * deviation, Math.sqrt(3) * deviation);
            };
            drawn.fill(weights, fanIn, fanOut, random);
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments(0, scale / Math.max(1, fan(fanIn, fanOut)));
        }

        private double fan(int fanIn, int fanOut) {
            return switch (mode) {
                case FAN_IN -> fanIn;
                case FAN_OUT -> fanOut;
                case FAN_AVG -> (fanIn + fanOut) / 2.0;
            };
        }
    }

    /**
     * Draws as PyTorch does if nothing else is said, for comparisons with it. Uniform between ±1 / √inputs for the
     * kernel and the bias: PyTorch's default for {@code torch.nn.Linear} ({@code Linear.reset_parameters}).
     */
    record TorchLinear() implements Initializer {

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            double limit = 1 / Math.sqrt(Math.max(1, fanIn));
            new RandomUniform(-limit, limit).fill(weights, fanIn, fanOut, random);
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments(0, 1 / (3.0 * Math.max(1, fanIn)));
        }

        @Override
        public void fillBias(float[] bias, int inputs, RandomStream random) {
            fill(bias, inputs, bias.length, random);
        }

        @Override
        public Moments biasMoments(int inputs, int units) {
            return moments(inputs, units);
        }
    }
}
