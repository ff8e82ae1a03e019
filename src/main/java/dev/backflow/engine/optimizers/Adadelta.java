package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * Finds the size of its steps by itself from those before. v ← ρ v + (1 − ρ) g², δ = g √(d + ε) / √(v + ε), d ← ρ d +
 * (1 − ρ) δ², w ← w − η δ (Zeiler, 2012). TensorFlow 2 and PyTorch (docs of {@code torch.optim.Adadelta}) do the same;
 * PyTorch has other defaults.
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
    public StepLength stepLength() {
        return StepLength.OTHER;
    }

    @Override
    public Updater updater(int size) {
        return new AdadeltaUpdater(this, size);
    }

    /**
     * {@link Adadelta} for one tensor; remembers the mean squares of the squaredGradients and of the squaredChanges.
     */
    private static final class AdadeltaUpdater implements Updater {

        private final float rho;
        private final float oneMinusRho;
        private final float epsilon;
        private final float[] squaredGradients;
        private final float[] squaredChanges;

        AdadeltaUpdater(Adadelta settings, int size) {
            rho = (float) settings.rho();
            oneMinusRho = (float) (1 - settings.rho());
            epsilon = (float) settings.epsilon();
            squaredGradients = new float[size];
            squaredChanges = new float[size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            float alpha = (float) rate;
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                squaredGradients[i] = rho * squaredGradients[i] + oneMinusRho * g * g;
                float change = (float) Math.sqrt(squaredChanges[i] + epsilon)
                        * g
                        / (float) Math.sqrt(squaredGradients[i] + epsilon);
                squaredChanges[i] = rho * squaredChanges[i] + oneMinusRho * change * change;
                weights[i] -= alpha * change;
            }
        }

        @Override
        public float[][] state() {
            return new float[][] {squaredGradients, squaredChanges};
        }
    }
}
