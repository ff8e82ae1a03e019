package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * Adam with a momentum that looks ahead. {@link Adam} with Nesterov's momentum (Dozat, 2016): with μₜ = β₁ (1 − 0.96^{ψ
 * t} / 2) and Πₜ = μ₁ μ₂ … μₜ, and with m and v as there, m̂ = μₜ₊₁ m / (1 − Πₜ₊₁) + (1 − μₜ) g / (1 − Πₜ), v̂ = v / (1
 * − β₂ᵗ), w ← w − η m̂ / (√v̂ + ε).
 *
 * <p>The rule is the same everywhere, but ψ is not: in Keras 3 it is always 1; in TensorFlow 2 0.004 ({@code
 * tf_keras/optimizers/legacy/nadam.py}), and so in PyTorch (docs of {@code torch.optim.NAdam}), which calls it {@code
 * momentum_decay}.
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
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new NadamUpdater(this, size);
    }

    /** {@link Nadam} for one tensor; remembers both moments and the product of all momenta. */
    private static final class NadamUpdater implements Updater {

        private final Nadam settings;
        private final float[] first;
        private final float[] second;
        private final float[] product = {1};

        NadamUpdater(Nadam settings, int size) {
            this.settings = settings;
            first = new float[size];
            second = new float[size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            double momentum = momentum(step);
            double next = momentum(step + 1);
            product[0] *= (float) momentum;
            float ofMoment = (float) (rate * next / (1 - product[0] * next));
            float ofGradient = (float) (rate * (1 - momentum) / (1 - (double) product[0]));
            float correction = (float) (1 / Math.sqrt(1 - Power.of(settings.beta2(), step)));
            float oneMinusBeta1 = (float) (1 - settings.beta1());
            float oneMinusBeta2 = (float) (1 - settings.beta2());
            float epsilon = (float) settings.epsilon();
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                first[i] += (g - first[i]) * oneMinusBeta1;
                second[i] += (g * g - second[i]) * oneMinusBeta2;
                float root = (float) Math.sqrt(second[i]) * correction;
                weights[i] -= (ofMoment * first[i] + ofGradient * g) / (root + epsilon);
            }
        }

        private double momentum(long step) {
            return settings.beta1() * (1 - 0.5 * Power.of(0.96, settings.momentumDecay() * step));
        }

        @Override
        public float[][] state() {
            return new float[][] {first, second, product};
        }
    }
}
