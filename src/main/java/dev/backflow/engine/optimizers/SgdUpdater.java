package dev.backflow.engine.optimizers;

import dev.backflow.spec.Dialect;

/** {@link Sgd} for one tensor; remembers the velocity where there is momentum. */
final class SgdUpdater implements Updater {

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
        float taken = first ? 1 : (float) (1 - settings.dampening());
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float v = momentum * velocity[i] + taken * g;
            velocity[i] = v;
            weights[i] -= rate * (nesterov ? g + momentum * v : v);
        }
    }

    @Override
    public float[][] state() {
        return new float[][] {velocity};
    }
}
