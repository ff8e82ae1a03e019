package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * Stochastic gradient descent. Without momentum w ← w − η g. With it v ← μ v − η g and w ← w + v, or, with
 * {@code nesterov}, w ← w + μ v − η g. TensorFlow 2 does the same.
 *
 * <p>PyTorch (docs of {@code torch.optim.SGD}) remembers gradients without their rate: b ← μ b + (1 − τ) g with the
 * dampening τ, but b ← g in the first step; then w ← w − η b or, with {@code nesterov}, w ← w − η (g + μ b). As long as η
 * stays the same and τ is 0, these are the same steps.
 *
 * @param momentum μ
 * @param dampening τ, PyTorch's only
 */
public record Sgd(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.01", pytorch = "0.001") LearningRate learningRate,
        @Default("0.0") double momentum,
        @Default("0.0") double dampening,
        @Default("false") boolean nesterov,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Sgd {
        boolean pytorch = dialect == Dialect.PYTORCH;
        Check.between("momentum", momentum, 0, 1);
        Check.between("dampening", dampening, 0, 1);
        Check.require(pytorch || dampening == 0, "dampening", dampening, "must be 0 in all dialects but pytorch");
        boolean plainMomentum = momentum > 0 && dampening == 0;
        Check.require(
                !(pytorch && nesterov) || plainMomentum,
                "nesterov",
                nesterov,
                "needs momentum and no dampening in the pytorch dialect");
    }

    @Override
    public Updater updater(int size) {
        return new SgdUpdater(this, size);
    }
}
