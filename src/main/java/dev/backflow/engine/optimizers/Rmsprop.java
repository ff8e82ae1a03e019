package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * v ← ρ v + (1 − ρ) g², w ← w − η g / √(v + ε). With {@code centered}, m ← ρ m + (1 − ρ) g and v − m² stands for v. With
 * {@code momentum}, b ← μ b + η g / √(v + ε) and w ← w − b. (Tieleman and Hinton, 2012; Graves, 2013.)
 *
 * <p>TensorFlow 2 divides by √v + ε, but only without momentum: with it, its fused kernel has ε under the root as well
 * ({@code tf_keras/optimizers/legacy/rmsprop.py}, {@code ResourceApplyRMSProp}). PyTorch (docs of
 * {@code torch.optim.RMSprop}, where ρ is called alpha) always divides by √v + ε, and multiplies by η last: b ← μ b + g /
 * (√v + ε), w ← w − η b.
 *
 * @param momentum μ
 */
public record Rmsprop(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.001", pytorch = "0.01") LearningRate learningRate,
        @Default(value = "0.9", pytorch = "0.99") double rho,
        @Default("0.0") double momentum,
        @Default(value = "1e-7", pytorch = "1e-8") double epsilon,
        @Default("false") boolean centered,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Rmsprop {
        Check.below("rho", rho, 0, 1);
        Check.between("momentum", momentum, 0, 1);
        Check.notNegative("epsilon", epsilon);
    }

    @Override
    public Updater updater(int size) {
        return new RmspropUpdater(this, size);
    }
}
