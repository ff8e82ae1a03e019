package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;

/**
 * Steps along the gradient, simple and the first to suffer where gradients vanish. Stochastic gradient descent. Without
 * momentum w ← w − η g. With it v ← μ v − η g and w ← w + v, or, with {@code nesterov}, w ← w + μ v − η g. TensorFlow 2
 * does the same.
 *
 * <p>PyTorch (docs of {@code torch.optim.SGD}) remembers gradients without their rate: b ← μ b + (1 − τ) g with the
 * dampening τ, but b ← g in the first step; then w ← w − η b or, with {@code nesterov}, w ← w − η (g + μ b). As long as
 * η stays the same and τ is 0, these are the same steps.
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
    public double stretch() {
        return 1 / Math.max(1e-3, 1 - momentum);
    }

    @Override
    public StepLength stepLength() {
        return StepLength.GRADIENT;
    }

    @Override
    public Updater updater(int size) {
        return new SgdUpdater(this, size);
    }

    /** {@link Sgd} for one tensor; remembers the velocity where there is momentum. */
    private static final class SgdUpdater implements Updater {

        private final Sgd settings;
        private final float momentum;
        private final float[] velocity;

        SgdUpdater(Sgd settings, int size) {
            this.settings = settings;
            momentum = (float) settings.momentum();
            velocity = new float[momentum == 0 ? 0 : size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            if (momentum == 0) {
                descend(weights, gradient, (float) rate);
            } else if (settings.dialect() == Dialect.PYTORCH) {
                updateLikePytorch(weights, gradient, (float) rate, step == 1);
            } else {
                updateLikeKeras(weights, gradient, (float) rate);
            }
        }

        private static void descend(float[] weights, float[] gradient, float rate) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= rate * gradient[i];
            }
        }

        private void updateLikeKeras(float[] weights, float[] gradient, float rate) {
            boolean nesterov = settings.nesterov();
            for (int i = 0; i < weights.length; i++) {
                float change = rate * gradient[i];
                float v = momentum * velocity[i] - change;
                velocity[i] = v;
                weights[i] += nesterov ? momentum * v - change : v;
            }
        }

        private void updateLikePytorch(float[] weights, float[] gradient, float rate, boolean first) {
            boolean nesterov = settings.nesterov();
            float oneMinusDampening = first ? 1 : (float) (1 - settings.dampening());
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                float v = momentum * velocity[i] + oneMinusDampening * g;
                velocity[i] = v;
                weights[i] -= rate * (nesterov ? g + momentum * v : v);
            }
        }

        @Override
        public float[][] state() {
            return new float[][] {velocity};
        }
    }
}
