package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * v ← ρ v + (1 − ρ) g², δ = g √(d + ε) / √(v + ε), d ← ρ d + (1 − ρ) δ², w ← w − η δ (Zeiler, 2012). TensorFlow 2 and
 * PyTorch (docs of {@code torch.optim.Adadelta}) do the same; PyTorch has other defaults.
 */
public record Adadelta(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.001", pytorch = "1.0") LearningRate learningRate,
        @Default(value = "0.95", pytorch = "0.9") double rho,
        @Default(value = "1e-7", pytorch = "1e-6") double epsilon,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Adadelta {
        Check.below("rho", rho, 0, 1);
        Check.notNegative("epsilon", epsilon);
    }

    @Override
    public Updater updater(int size) {
        return new AdadeltaUpdater(this, size);
    }
}
