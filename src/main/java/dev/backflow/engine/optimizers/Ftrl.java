package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;

/**
 * Follow the regularized leader (McMahan et al., 2013), in Keras' form: s′ = s + g², z ← z + g + 2 λₛ w − (s′^{−p} − s^{−p})
 * w / η, w ← (min(max(z, −λ₁), λ₁) − z) / (s′^{−p} / η + 2 λ₂ + β / η), s ← s′, s starting from
 * {@code initial_accumulator_value}. Weights are made anew from z in every step: where the first gradients are small, little
 * is left of the initial weights. TensorFlow 2 does the same and PyTorch has none, so it has no dialects.
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
    public Updater updater(int size) {
        return new FtrlUpdater(this, size);
    }
}
