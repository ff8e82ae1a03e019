package dev.backflow.engine;

/** {@link Optimizer.Sgd} for one tensor; remembers the velocity where there is momentum. */
final class SgdUpdater implements Updater {

    private final float rate;
    private final float momentum;
    private final boolean nesterov;
    private final float[] velocity;

    SgdUpdater(Optimizer.Sgd settings, int size) {
        rate = (float) settings.learningRate();
        momentum = (float) settings.momentum();
        nesterov = settings.nesterov();
        velocity = new float[momentum == 0 ? 0 : size];
    }

    @Override
    public void update(float[] weights, float[] gradient, long step) {
        if (momentum == 0) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= rate * gradient[i];
            }
        } else if (nesterov) {
            for (int i = 0; i < weights.length; i++) {
                velocity[i] = momentum * velocity[i] - rate * gradient[i];
                weights[i] += momentum * velocity[i] - rate * gradient[i];
            }
        } else {
            for (int i = 0; i < weights.length; i++) {
                velocity[i] = momentum * velocity[i] - rate * gradient[i];
                weights[i] += velocity[i];
            }
        }
    }
}
