package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import java.util.Arrays;

/**
 * Makes steps smaller the more a weight has moved, for features that are rarely present. s ← s + g², w ← w − η g / √(s
 * + ε), s starting from {@code initial_accumulator_value} (Duchi, Hazan and Singer, 2011).
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
    public StepLength stepLength() {
        return StepLength.OTHER;
    }

    @Override
    public Updater updater(int size) {
        return new AdagradUpdater(this, size);
    }

    /** {@link Adagrad} for one tensor; remembers the sum of squares. */
    private static final class AdagradUpdater implements Updater {

        private final float epsilonInside;
        private final float epsilonOutside;
        private final float[] sum;

        AdagradUpdater(Adagrad settings, int size) {
            boolean insideRoot = settings.dialect() == Dialect.KERAS3;
            epsilonInside = insideRoot ? (float) settings.epsilon() : 0;
            epsilonOutside = insideRoot ? 0 : (float) settings.epsilon();
            sum = new float[size];
            Arrays.fill(sum, (float) settings.initialAccumulatorValue());
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            float alpha = (float) rate;
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                sum[i] += g * g;
                weights[i] -= alpha * g / ((float) Math.sqrt(sum[i] + epsilonInside) + epsilonOutside);
            }
        }

        @Override
        public float[][] state() {
            return new float[][] {sum};
        }
    }
}
