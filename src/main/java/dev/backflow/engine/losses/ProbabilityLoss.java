package dev.backflow.engine.losses;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Optional;

/** Losses of the probability of a class. Targets are 0 and 1, or themselves probabilities. */
public sealed interface ProbabilityLoss extends ElementwiseLoss
        permits ProbabilityLoss.BinaryCrossentropy, ProbabilityLoss.BinaryFocalCrossentropy {

    /** Whether the outputs are logits, not probabilities. */
    boolean fromLogits();

    @Override
    default OutputKind takes() {
        return fromLogits() ? OutputKind.LOGIT : OutputKind.PROBABILITY;
    }

    @Override
    default float threshold() {
        return fromLogits() ? 0 : 0.5f;
    }

    @Override
    default Optional<String> objection(TargetKind targets) {
        return switch (targets) {
            case BINARY, ONE_HOT, MULTI_LABEL, PROBABILITY, DISTRIBUTION -> Optional.empty();
            case INDEX ->
                Optional.of("needs targets of 0 and 1; name the classes of others in the data set (of 1 and 2:"
                        + " \"classes\": [1, 2]), or use sparse_categorical_crossentropy for class numbers");
            case REAL ->
                Optional.of("needs targets from 0 to 1; name the classes of others in the data set (of -1 and 1:"
                        + " \"classes\": [-1, 1]), use hinge for -1 and 1, or mean_squared_error for numbers");
        };
    }

    private static float clip(float p) {
        return Math.max(EPSILON, Math.min(1 - EPSILON, p));
    }

    private static boolean clipped(float p) {
        return p < EPSILON || p > 1 - EPSILON;
    }

    private static float smooth(float t, double smoothing) {
        return smoothing == 0 ? t : (float) (t * (1 - smoothing) + smoothing / 2);
    }

    /** −t log p − (1 − t) log q, where q = 1 − p and both are clipped to between 1e-7 and 1 − 1e-7. */
    private static float crossentropy(float p, float q, float t) {
        return -t * FloatMath.log(clip(p)) - (1 - t) * FloatMath.log(clip(q));
    }

    private static float crossentropySlope(float p, float q, float t) {
        return clipped(p) ? 0 : ((1 - t) * p - t * q) / (p * q);
    }

    /**
     * The usual loss for two classes, and for several labels that do not exclude each other. −t log y − (1 − t) log(1 −
     * y), where y is clipped to between 1e-7 and 1 − 1e-7 and flat beyond. With {@code from_logits} max(y, 0) − t y +
     * log(1 + e^{−|y|}). With {@code label_smoothing} s, t (1 − s) + s / 2 replaces t.
     */
    @Alias("bce")
    record BinaryCrossentropy(
            @Default("false") boolean fromLogits,
            @Default("0.0") double labelSmoothing) implements ProbabilityLoss {

        public BinaryCrossentropy {
            Check.between("label_smoothing", labelSmoothing, 0, 1);
        }

        @Override
        public float value(float y, float target) {
            float t = smooth(target, labelSmoothing);
            if (fromLogits) {
                return Math.max(y, 0) - y * t + FloatMath.softplus(-Math.abs(y));
            }
            return crossentropy(y, 1 - y, t);
        }

        @Override
        public float slope(float y, float target) {
            float t = smooth(target, labelSmoothing);
            return fromLogits ? FloatMath.sigmoid(y) - t : crossentropySlope(y, 1 - y, t);
        }

        @Override
        public Objective over(Activation activation) {
            return activation instanceof ElementwiseActivation.Sigmoid && !fromLogits
                    ? new Objective.SigmoidCrossentropy(labelSmoothing)
                    : new Objective.Composed(this, activation);
        }
    }

    /**
     * A binary crossentropy in which examples that are right already count little, for rare classes. (t (1 − p) + (1 −
     * t) p)^gamma times the {@link BinaryCrossentropy}, the base being what the right class lacks: what is easy counts
     * little (Lin et al., 2017). With {@code apply_class_balancing} also times alpha t + (1 − alpha) (1 − t). With
     * {@code from_logits} p = sigmoid(y), else y.
     */
    record BinaryFocalCrossentropy(
            @Default("false") boolean applyClassBalancing,
            @Default("0.25") double alpha,
            @Default("2.0") double gamma,
            @Default("false") boolean fromLogits,
            @Default("0.0") double labelSmoothing)
            implements ProbabilityLoss {

        public BinaryFocalCrossentropy {
            Check.between("alpha", alpha, 0, 1);
            Check.notNegative("gamma", gamma);
            Check.between("label_smoothing", labelSmoothing, 0, 1);
        }

        @Override
        public float value(float y, float target) {
            float t = smooth(target, labelSmoothing);
            float p = probability(y);
            float q = complement(y);
            return weight(t) * power(missing(p, q, t), gamma) * crossentropy(p, q, t);
        }

        @Override
        public float slope(float y, float target) {
            float t = smooth(target, labelSmoothing);
            float p = probability(y);
            float q = complement(y);
            float slope = power(missing(p, q, t), gamma) * crossentropySlope(p, q, t);
            if (gamma != 0) {
                float change = (float) gamma * power(missing(p, q, t), gamma - 1) * (1 - 2 * t);
                slope += change * crossentropy(p, q, t);
            }
            return weight(t) * slope * (fromLogits ? p * q : 1);
        }

        private float probability(float y) {
            return fromLogits ? FloatMath.sigmoid(y) : y;
        }

        private float complement(float y) {
            return fromLogits ? FloatMath.sigmoid(-y) : 1 - y;
        }

        private float weight(float t) {
            return applyClassBalancing ? (float) (t * alpha + (1 - t) * (1 - alpha)) : 1;
        }

        private static float missing(float p, float q, float t) {
            return t * q + (1 - t) * p;
        }

        /** The squares of the default gamma, and its slope, without the detour over the logarithm. */
        private static float power(float base, double exponent) {
            if (exponent == 2) {
                return base * base;
            }
            if (exponent == 1) {
                return base;
            }
            return exponent == 0 ? 1 : FloatMath.exp((float) exponent * FloatMath.log(base));
        }
    }
}
