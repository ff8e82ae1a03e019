package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * w ← w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g (Chen et al., 2023); the sign of 0 is 0. Neither TensorFlow
 * 2's older optimizers nor PyTorch have it, so it has no dialects.
 */
public record Lion(
        @Default("0.001") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.99") double beta2,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Lion {
        Check.require(beta1 > 0 && beta1 <= 1, "beta_1", beta1, "must be above 0 and at most 1");
        Check.between("beta_2", beta2, 0, 1);
    }

    @Override
    public Updater updater(int size) {
        return new LionUpdater(this, size);
    }
}
