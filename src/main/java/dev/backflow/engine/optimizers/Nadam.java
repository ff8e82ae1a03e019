package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * {@link Adam} with Nesterov's momentum (Dozat, 2016): with μₜ = β₁ (1 − 0.96^{ψ t} / 2) and Πₜ = μ₁ μ₂ … μₜ, and with m
 * and v as there, m̂ = μₜ₊₁ m / (1 − Πₜ₊₁) + (1 − μₜ) g / (1 − Πₜ), v̂ = v / (1 − β₂ᵗ), w ← w − η m̂ / (√v̂ + ε).
 *
 * <p>The rule is the same everywhere, but ψ is not: in Keras 3 it is always 1; in TensorFlow 2 0.004
 * ({@code tf_keras/optimizers/legacy/nadam.py}), and so in PyTorch (docs of {@code torch.optim.NAdam}), which calls it
 * {@code momentum_decay}.
 *
 * @param momentumDecay ψ
 */
public record Nadam(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.001", pytorch = "0.002") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.999") double beta2,
        @Default(value = "1e-7", pytorch = "1e-8") double epsilon,

        @Default(value = "1.0", tf2 = "0.004", pytorch = "0.004")
        double momentumDecay,

        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Nadam {
        Check.below("beta_1", beta1, 0, 1);
        Check.below("beta_2", beta2, 0, 1);
        Check.notNegative("epsilon", epsilon);
        Check.notNegative("momentum_decay", momentumDecay);
    }

    @Override
    public Updater updater(int size) {
        return new NadamUpdater(this, size);
    }
}
