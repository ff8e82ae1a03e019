package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − α m / (√v + ε) with α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ). With
 * {@code amsgrad} the largest v so far stands for v. (Kingma and Ba, 2015, the efficient form; Reddi et al., 2018.)
 * TensorFlow 2 does the same.
 *
 * <p>PyTorch (docs of {@code torch.optim.Adam}) has the form of Algorithm 1, where ε is added after both moments are
 * corrected, w ← w − η m̂ / (√v̂ + ε); that is the above with ε √(1 − β₂ᵗ) for ε.
 */
public record Adam(
        @Default("keras3") Dialect dialect,
        @Default("0.001") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.999") double beta2,
        @Default(value = "1e-7", pytorch = "1e-8") double epsilon,
        @Default("false") boolean amsgrad,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Adam {
        Check.below("beta_1", beta1, 0, 1);
        Check.below("beta_2", beta2, 0, 1);
        Check.notNegative("epsilon", epsilon);
    }

    @Override
    public Updater updater(int size) {
        return new AdamUpdater(this, size);
    }
}
