package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * s ← s + g², w ← w − η g / √(s + ε), s starting from {@code initial_accumulator_value} (Duchi, Hazan and Singer, 2011).
 *
 * <p>TensorFlow 2 ({@code ResourceApplyAdagradV2}) and PyTorch (docs of {@code torch.optim.Adagrad}, whose lr_decay is
 * {@link LearningRate.InverseTimeDecay} with one decay step) divide by √s + ε.
 */
public record Adagrad(
        @Default("keras3") Dialect dialect,
        @Default(value = "0.001", pytorch = "0.01") LearningRate learningRate,
        @Default(value = "0.1", pytorch = "0.0") double initialAccumulatorValue,
        @Default(value = "1e-7", pytorch = "1e-10") double epsilon,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Adagrad {
        Check.notNegative("initial_accumulator_value", initialAccumulatorValue);
        Check.notNegative("epsilon", epsilon);
    }

    @Override
    public Updater updater(int size) {
        return new AdagradUpdater(this, size);
    }
}
