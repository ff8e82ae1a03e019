package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * {@link Adam} with the largest gradient for the second moment (Kingma and Ba, 2015, section 7.1): m ← β₁ m + (1 − β₁) g, u
 * ← max(β₂ u, |g|), w ← w − η m / ((1 − β₁ᵗ) (u + ε)). TensorFlow 2 does the same.
 *
 * <p>PyTorch (docs of {@code torch.optim.Adamax}) adds ε before it takes the largest: u ← max(β₂ u, |g| + ε), w ← w − η m /
 * ((1 − β₁ᵗ) u).
 */
public record Adamax(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.001", pytorch = "0.002") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.999") double beta2,
        @Default(value = "1e-7", pytorch = "1e-8") double epsilon,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Adamax {
        Check.below("beta_1", beta1, 0, 1);
        Check.below("beta_2", beta2, 0, 1);
        Check.notNegative("epsilon", epsilon);
    }

    @Override
    public Updater updater(int size) {
        return new AdamaxUpdater(this, size);
    }
}
