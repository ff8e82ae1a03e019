package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * Adam with steps that follow the largest recent gradient, less sensitive to single ones. {@link Adam} with the largest
 * gradient for the second moment (Kingma and Ba, 2015, section 7.1): m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g|), w ← w −
 * η m / ((1 − β₁ᵗ) (u + ε)). TensorFlow 2 does the same.
 *
 * <p>PyTorch (docs of {@code torch.optim.Adamax}) adds ε before it takes the largest: u ← max(β₂ u, |g| + ε), w ← w − η
 * m / ((1 − β₁ᵗ) u).
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
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new AdamaxUpdater(this, size);
    }

    /** {@link Adamax} for one tensor; remembers the first moment and the norm. */
    private static final class AdamaxUpdater implements Updater {

        private final Adamax settings;
        private final float[] first;
        private final float[] norm;

        AdamaxUpdater(Adamax settings, int size) {
            this.settings = settings;
            first = new float[size];
            norm = new float[size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            boolean insideNorm = settings.dialect() == Dialect.PYTORCH;
            float epsilonInside = insideNorm ? (float) settings.epsilon() : 0;
            float epsilonOutside = insideNorm ? 0 : (float) settings.epsilon();
            float alpha = (float) (rate / (1 - Power.of(settings.beta1(), step)));
            float oneMinusBeta1 = (float) (1 - settings.beta1());
            float beta2 = (float) settings.beta2();
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                first[i] += (g - first[i]) * oneMinusBeta1;
                norm[i] = Math.max(beta2 * norm[i], Math.abs(g) + epsilonInside);
                weights[i] -= alpha * first[i] / (norm[i] + epsilonOutside);
            }
        }

        @Override
        public float[][] state() {
            return new float[][] {first, norm};
        }
    }
}
