package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * Combines momentum with steps that do not depend on the size of gradients, the usual first choice. m ← β₁ m + (1 − β₁)
 * g, v ← β₂ v + (1 − β₂) g², w ← w − α m / (√v + ε) with α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ). With {@code amsgrad} the largest
 * v so far replaces v. (Kingma and Ba, 2015, the efficient form; Reddi et al., 2018.) TensorFlow 2 does the same.
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
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new AdamUpdater(this, size);
    }

    /** {@link Adam} for one tensor; remembers both moments and, with amsgrad, the largest second moment. */
    private static final class AdamUpdater implements Updater {

        private final Adam settings;
        private final float[] first;
        private final float[] second;
        private final float[] largest;

        AdamUpdater(Adam settings, int size) {
            this.settings = settings;
            first = new float[size];
            second = new float[size];
            largest = settings.amsgrad() ? new float[size] : second;
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            double correction = Math.sqrt(1 - Power.of(settings.beta2(), step));
            boolean corrected = settings.dialect() == Dialect.PYTORCH;
            float alpha = (float) (rate * correction / (1 - Power.of(settings.beta1(), step)));
            float epsilon = (float) (corrected ? settings.epsilon() * correction : settings.epsilon());
            float oneMinusBeta1 = (float) (1 - settings.beta1());
            float oneMinusBeta2 = (float) (1 - settings.beta2());
            if (settings.amsgrad()) {
                updateByLargest(weights, gradient, alpha, epsilon, oneMinusBeta1, oneMinusBeta2);
            } else {
                update(weights, gradient, first, second, alpha, epsilon, oneMinusBeta1, oneMinusBeta2);
            }
        }

        /** A loop over four arrays of their own, which compilers turn into vector instructions. */
        private static void update(
                float[] weights,
                float[] gradient,
                float[] first,
                float[] second,
                float alpha,
                float epsilon,
                float oneMinusBeta1,
                float oneMinusBeta2) {
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                float m = first[i] + (g - first[i]) * oneMinusBeta1;
                float v = second[i] + (g * g - second[i]) * oneMinusBeta2;
                first[i] = m;
                second[i] = v;
                weights[i] -= m * alpha / ((float) Math.sqrt(v) + epsilon);
            }
        }

        private void updateByLargest(
                float[] weights,
                float[] gradient,
                float alpha,
                float epsilon,
                float oneMinusBeta1,
                float oneMinusBeta2) {
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                first[i] += (g - first[i]) * oneMinusBeta1;
                second[i] += (g * g - second[i]) * oneMinusBeta2;
                largest[i] = Math.max(largest[i], second[i]);
                weights[i] -= first[i] * alpha / ((float) Math.sqrt(largest[i]) + epsilon);
            }
        }

        @Override
        public float[][] state() {
            return settings.amsgrad() ? new float[][] {first, second, largest} : new float[][] {first, second};
        }
    }
}
