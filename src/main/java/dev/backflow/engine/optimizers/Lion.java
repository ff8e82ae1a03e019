package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * Takes steps of one size that follow the sign of the momentum, with half of Adam's memory. w ← w − η sign(β₁ m + (1 −
 * β₁) g), then m ← β₂ m + (1 − β₂) g (Chen et al., 2023); the sign of 0 is 0. Neither TensorFlow 2's older optimizers
 * nor PyTorch have it, so it has no dialects.
 */
public record Lion(
        @Default("0.001") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.99") double beta2,
        @Unwrapped OptimizerOptions options)
        implements Optimizer {

    public Lion {
        Check.above("beta_1", beta1, 0, 1);
        Check.between("beta_2", beta2, 0, 1);
    }

    @Override
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new LionUpdater(this, size);
    }

    /** {@link Lion} for one tensor; remembers the momentum. */
    private static final class LionUpdater implements Updater {

        private final float beta1;
        private final float oneMinusBeta1;
        private final float beta2;
        private final float oneMinusBeta2;
        private final float[] momentum;

        LionUpdater(Lion settings, int size) {
            beta1 = (float) settings.beta1();
            oneMinusBeta1 = (float) (1 - settings.beta1());
            beta2 = (float) settings.beta2();
            oneMinusBeta2 = (float) (1 - settings.beta2());
            momentum = new float[size];
        }

        @Override
        public void update(float[] weights, float[] gradient, double rate, long step) {
            float alpha = (float) rate;
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                weights[i] -= alpha * Math.signum(beta1 * momentum[i] + oneMinusBeta1 * g);
                momentum[i] = beta2 * momentum[i] + oneMinusBeta2 * g;
            }
        }

        @Override
        public float[][] state() {
            return new float[][] {momentum};
        }
    }
}
