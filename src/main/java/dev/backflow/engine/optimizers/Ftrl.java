package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import java.util.Arrays;

/**
 * Sets the weights of features that do not matter to exactly zero, for large sparse models. Follow the regularized
 * leader (McMahan et al., 2013), in Keras' form: s′ = s + g², z ← z + g + 2 λₛ w − (s′^{−p} − s^{−p}) w / η, w ←
 * (min(max(z, −λ₁), λ₁) − z) / (s′^{−p} / η + 2 λ₂ + β / η), s ← s′, s starting from {@code initial_accumulator_value}.
 * Weights are made anew from z in every step: where the first gradients are small, little is left of the initial
 * weights. TensorFlow 2 does the same and PyTorch has none, so it has no dialects.
 *
 * @param learningRatePower p, at most 0
 * @param l1RegularizationStrength λ₁
 * @param l2RegularizationStrength λ₂
 * @param l2ShrinkageRegularizationStrength λₛ
 * @param beta β
 */
public record Ftrl(
        @Default("0.001") LearningRate learningRate,
        @Default("-0.5") double learningRatePower,
        @Default("0.1") double initialAccumulatorValue,
        @Default("0.0") double l1RegularizationStrength,
        @Default("0.0") double l2RegularizationStrength,
        @Default("0.0") double l2ShrinkageRegularizationStrength,
        @Default("0.0") double beta,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Ftrl {
        Check.between("learning_rate_power", learningRatePower, -16, 0);
        Check.notNegative("initial_accumulator_value", initialAccumulatorValue);
        Check.notNegative("l1_regularization_strength", l1RegularizationStrength);
        Check.notNegative("l2_regularization_strength", l2RegularizationStrength);
        Check.notNegative("l2_shrinkage_regularization_strength", l2ShrinkageRegularizationStrength);
        Check.notNegative("beta", beta);
    }

    @Override
    public StepLength stepLength() {
        return StepLength.OTHER;
    }

    @Override
    public Updater updater(int size) {
        return new FtrlUpdater(this, size);
    }

    /**
     * {@link Ftrl} for one tensor; remembers the sum of squares s and the linear term z. It computes in double
     * precision, since its differences of powers are divided by the learning rate.
     */
    private static final class FtrlUpdater implements Updater {

        private final Ftrl settings;
        private final float[] sum;
        private final float[] linear;

        FtrlUpdater(Ftrl settings, int size) {
            this.settings = settings;
            sum = new float[size];
            Arrays.fill(sum, (float) settings.initialAccumulatorValue());
            linear = new float[size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            double l1 = settings.l1RegularizationStrength();
            double ridge = 2 * settings.l2RegularizationStrength() + settings.beta() / rate;
            double shrinkage = 2 * settings.l2ShrinkageRegularizationStrength();
            for (int i = 0; i < weights.length; i++) {
                double g = gradient[i];
                double before = root(sum[i]);
                sum[i] += (float) (g * g);
                double after = root(sum[i]);
                double z = linear[i] + g + (shrinkage - (after - before) / rate) * weights[i];
                weights[i] = (float) ((Math.max(-l1, Math.min(l1, z)) - z) / (after / rate + ridge));
                linear[i] = (float) z;
            }
        }

        /** s^{−p}; the usual p = −1/2 is a square root, others are rare enough to be slow. */
        private double root(double s) {
            double power = -settings.learningRatePower();
            return power == 0.5 ? Math.sqrt(s) : Power.of(s, power);
        }

        @Override
        public float[][] state() {
            return new float[][] {sum, linear};
        }
    }
}
