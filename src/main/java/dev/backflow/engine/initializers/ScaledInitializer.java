package dev.backflow.engine.initializers;

import static dev.backflow.engine.initializers.Initializer.VarianceScaling.Distribution.TRUNCATED_NORMAL;
import static dev.backflow.engine.initializers.Initializer.VarianceScaling.Distribution.UNIFORM;
import static dev.backflow.engine.initializers.Initializer.VarianceScaling.Mode.FAN_AVG;
import static dev.backflow.engine.initializers.Initializer.VarianceScaling.Mode.FAN_IN;

import dev.backflow.engine.numerics.RandomStream;

/** The special cases of {@link Initializer.VarianceScaling} that have names of their own. */
public sealed interface ScaledInitializer extends Initializer
        permits ScaledInitializer.GlorotUniform,
                ScaledInitializer.GlorotNormal,
                ScaledInitializer.HeUniform,
                ScaledInitializer.HeNormal,
                ScaledInitializer.LecunUniform,
                ScaledInitializer.LecunNormal {

    /** What it is a case of. */
    VarianceScaling scaling();

    @Override
    default void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
        scaling().fill(weights, fanIn, fanOut, random);
    }

    @Override
    default Moments moments(int fanIn, int fanOut) {
        return scaling().moments(fanIn, fanOut);
    }

    /**
     * Keeps activations and gradients at about their size through tanh layers, and is Keras' default. Variance 2 /
     * (fan_in + fan_out), uniform (Glorot and Bengio, 2010).
     */
    record GlorotUniform() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(1, FAN_AVG, UNIFORM);
        }
    }

    /**
     * Keeps activations and gradients at about their size through tanh layers. Variance 2 / (fan_in + fan_out),
     * truncated normal (Glorot and Bengio, 2010).
     */
    record GlorotNormal() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(1, FAN_AVG, TRUNCATED_NORMAL);
        }
    }

    /**
     * Keeps activations at about their size through ReLU layers, which halve their mean square. Variance 2 / fan_in,
     * uniform (He et al., 2015).
     */
    record HeUniform() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(2, FAN_IN, UNIFORM);
        }
    }

    /**
     * Keeps activations at about their size through ReLU layers, which halve their mean square. Variance 2 / fan_in,
     * truncated normal (He et al., 2015).
     */
    record HeNormal() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(2, FAN_IN, TRUNCATED_NORMAL);
        }
    }

    /**
     * Keeps activations at about their size through linear layers. Variance 1 / fan_in, uniform (LeCun
     * et al., 1998).
     */
    record LecunUniform() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(1, FAN_IN, UNIFORM);
        }
    }

    /**
     * Keeps activations at about their size through linear layers, as selu needs it. Variance 1 /
     * fan_in, truncated normal (LeCun et al., 1998).
     */
    record LecunNormal() implements ScaledInitializer {

        @Override
        public VarianceScaling scaling() {
            return new VarianceScaling(1, FAN_IN, TRUNCATED_NORMAL);
        }
    }
}
