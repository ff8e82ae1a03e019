package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * Divides gradients by their recent size, so that small ones move weights as well; Keras' default. v ← ρ v + (1 − ρ)
 * g², w ← w − η g / √(v + ε). With {@code centered}, m ← ρ m + (1 − ρ) g and v − m² replaces v. With {@code
 * momentum}, b ← μ b + η g / √(v + ε) and w ← w − b. (Tieleman and Hinton, 2012; Graves, 2013.)
 *
 * <p>TensorFlow 2 divides by √v + ε, but only without momentum: with it, its fused kernel has ε under the root as well
 * ({@code tf_keras/optimizers/legacy/rmsprop.py}, {@code ResourceApplyRMSProp}). PyTorch (docs of {@code
 * torch.optim.RMSprop}, where ρ is called alpha) always divides by √v + ε, and multiplies by η last: b ← μ b + g / (√v
 * + ε), w ← w − η b.
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
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new RmspropUpdater(this, size);
    }

    /**
     * {@link Rmsprop} for one tensor; remembers the mean square and, as asked, the velocity. Centered it remembers the
     * mean m, and of the mean square v only s = v − m², which follows s ← ρ (s + (1 − ρ) (g − m)²): the same number,
     * but never negative, and nothing cancels in it when gradients hardly change.
     */
    private static final class RmspropUpdater implements Updater {

        private final float rho;
        private final float oneMinusRho;
        private final float momentum;
        private final float epsilonInside;
        private final float epsilonOutside;
        private final boolean rateLast;
        private final float[] spread;
        private final float[] mean;
        private final float[] velocity;

        RmspropUpdater(Rmsprop settings, int size) {
            rho = (float) settings.rho();
            oneMinusRho = (float) (1 - settings.rho());
            momentum = (float) settings.momentum();
            rateLast = settings.dialect() == Dialect.PYTORCH;
            boolean insideRoot =
                    settings.dialect() == Dialect.KERAS3 || settings.dialect() == Dialect.TF2 && momentum > 0;
            epsilonInside = insideRoot ? (float) settings.epsilon() : 0;
            epsilonOutside = insideRoot ? 0 : (float) settings.epsilon();
            spread = new float[size];
            mean = new float[settings.centered() ? size : 0];
            velocity = new float[momentum > 0 ? size : 0];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            if (mean.length == 0 && velocity.length == 0) {
                updatePlainly(weights, gradient, (float) rate);
            } else {
                updateWithMore(weights, gradient, (float) rate);
            }
        }

        private void updatePlainly(float[] weights, float[] gradient, float rate) {
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                float square = rho * spread[i] + oneMinusRho * g * g;
                spread[i] = square;
                weights[i] -= rate * g / ((float) Math.sqrt(square + epsilonInside) + epsilonOutside);
            }
        }

        private void updateWithMore(float[] weights, float[] gradient, float rate) {
            float rateBefore = rateLast ? 1 : rate;
            float rateAfter = rateLast ? rate : 1;
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                float square = mean.length == 0 ? rho * spread[i] + oneMinusRho * g * g : centered(i, g);
                spread[i] = square;
                float change = rateBefore * g / ((float) Math.sqrt(square + epsilonInside) + epsilonOutside);
                if (velocity.length > 0) {
                    velocity[i] = momentum * velocity[i] + change;
                    change = velocity[i];
                }
                weights[i] -= rateAfter * change;
            }
        }

        private float centered(int i, float g) {
            float distance = g - mean[i];
            mean[i] += oneMinusRho * distance;
            return rho * (spread[i] + oneMinusRho * distance * distance);
        }

        @Override
        public float[][] state() {
            return new float[][] {spread, mean, velocity};
        }
    }
}
