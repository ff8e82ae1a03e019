package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * η, a number or a function of the step t, counted from 0 as Keras counts iterations. Names, parameters, defaults and
 * formulas are Keras 3's ({@code keras.optimizers.schedules}); they are computed in double precision, where Keras uses
 * single.
 */
public sealed interface LearningRate
        permits LearningRate.Constant,
                LearningRate.ExponentialDecay,
                LearningRate.InverseTimeDecay,
                LearningRate.PolynomialDecay,
                LearningRate.CosineDecay,
                LearningRate.PiecewiseConstant {

    /** η of step {@code t}, counted from 0. */
    double at(long t);

    /** Stays the same at every step. */
    @Scalar
    record Constant(double learningRate) implements LearningRate {

        public Constant {
            Check.positive("learning_rate", learningRate);
        }

        @Override
        public double at(long t) {
            return learningRate;
        }
    }

    /**
     * Falls by the same factor again and again. η₀ rᵖ with p = t / decay_steps, rounded down with {@code staircase}.
     */
    record ExponentialDecay(
            double initialLearningRate,
            int decaySteps,
            double decayRate,
            @Default("false") boolean staircase) implements LearningRate {

        public ExponentialDecay {
            checkStart(initialLearningRate, decaySteps);
            Check.positive("decay_rate", decayRate);
        }

        @Override
        public double at(long t) {
            return initialLearningRate * Power.of(decayRate, decays(t, decaySteps, staircase));
        }
    }

    /**
     * Falls fast at first and ever more slowly. η₀ / (1 + r p) with p = t / decay_steps, rounded down with {@code
     * staircase}.
     */
    record InverseTimeDecay(
            double initialLearningRate,
            int decaySteps,
            double decayRate,
            @Default("false") boolean staircase) implements LearningRate {

        public InverseTimeDecay {
            checkStart(initialLearningRate, decaySteps);
            Check.notNegative("decay_rate", decayRate);
        }

        @Override
        public double at(long t) {
            return initialLearningRate / (1 + decayRate * decays(t, decaySteps, staircase));
        }
    }

    /**
     * Falls to an end over a number of steps, in a straight line if nothing else is said. (η₀ − η₁) (1 − p)ᵏ + η₁ with
     * p = t / decay_steps, at most 1. With {@code cycle} it starts again whenever it arrives, each time from less: p =
     * t / (decay_steps ⌈t / decay_steps⌉).
     */
    record PolynomialDecay(
            double initialLearningRate,
            int decaySteps,
            @Default("0.0001") double endLearningRate,
            @Default("1.0") double power,
            @Default("false") boolean cycle)
            implements LearningRate {

        public PolynomialDecay {
            checkStart(initialLearningRate, decaySteps);
            Check.notNegative("end_learning_rate", endLearningRate);
            Check.positive("power", power);
        }

        @Override
        public double at(long t) {
            double p = (double) t / decaySteps;
            double done = cycle ? p / Math.max(1, Math.ceil(p)) : Math.min(p, 1);
            return (initialLearningRate - endLearningRate) * Power.of(1 - done, power) + endLearningRate;
        }
    }

    /**
     * Falls along a cosine, slowly at first and at the end, with a warm-up before it if asked for. η₀ ((1 − α) (1 + cos
     * π p) / 2 + α) with p = t / decay_steps, at most 1 (Loshchilov and Hutter, 2016). With {@code warmup_target} the
     * rate first rises from η₀ to it, in a straight line over {@code warmup_steps}, and decays from there.
     */
    record CosineDecay(
            double initialLearningRate,
            int decaySteps,
            @Default("0.0") double alpha,
            @Default("null") @Nullable Double warmupTarget,
            @Default("0") int warmupSteps)
            implements LearningRate {

        public CosineDecay {
            Check.notNegative("initial_learning_rate", initialLearningRate);
            Check.between("decay_steps", decaySteps, 1, Integer.MAX_VALUE);
            Check.between("alpha", alpha, 0, 1);
            Check.between("warmup_steps", warmupSteps, 0, Integer.MAX_VALUE);
            Check.require(
                    warmupSteps == 0 || warmupTarget != null, "warmup_steps", warmupSteps, "needs a warmup_target");
            if (warmupTarget != null) {
                Check.positive("warmup_target", warmupTarget);
            }
        }

        @Override
        public double at(long t) {
            double highest = warmupTarget == null ? initialLearningRate : warmupTarget;
            if (t < warmupSteps) {
                return initialLearningRate + (highest - initialLearningRate) * t / warmupSteps;
            }
            double p = Math.min((double) (t - warmupSteps) / decaySteps, 1);
            double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * p));
            return highest * ((1 - alpha) * cosine + alpha);
        }
    }

    /**
     * Changes at given steps and stays the same between them. {@code values[i]} up to and including the step {@code
     * boundaries[i]}, the last value from then on.
     */
    record PiecewiseConstant(List<Integer> boundaries, List<Double> values) implements LearningRate {

        public PiecewiseConstant {
            boundaries = List.copyOf(boundaries);
            values = List.copyOf(values);
            Check.notEmpty("boundaries", boundaries, boundaries, "must have at least one step");
            Check.require(
                    values.size() == boundaries.size() + 1,
                    "values",
                    values.size() + " numbers",
                    "must have " + (boundaries.size() + 1) + " numbers, one more than boundaries");
            for (int i = 0; i < boundaries.size(); i++) {
                int least = i == 0 ? 0 : boundaries.get(i - 1) + 1;
                Check.between("boundaries/" + i, boundaries.get(i), least, Integer.MAX_VALUE);
            }
            for (int i = 0; i < values.size(); i++) {
                Check.notNegative("values/" + i, values.get(i));
            }
        }

        @Override
        public double at(long t) {
            int i = 0;
            while (i < boundaries.size() && t > boundaries.get(i)) {
                i++;
            }
            return values.get(i);
        }
    }

    private static double decays(long t, int decaySteps, boolean staircase) {
        return staircase ? t / decaySteps : (double) t / decaySteps;
    }

    private static void checkStart(double initialLearningRate, int decaySteps) {
        Check.positive("initial_learning_rate", initialLearningRate);
        Check.between("decay_steps", decaySteps, 1, Integer.MAX_VALUE);
    }
}
