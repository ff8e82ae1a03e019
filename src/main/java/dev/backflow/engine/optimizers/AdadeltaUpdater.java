package dev.backflow.engine.optimizers;

/** {@link Adadelta} for one tensor; remembers the mean squares of the gradients and of the changes. */
final class AdadeltaUpdater implements Updater {

    private final float rho;
    private final float taken;
    private final float epsilon;
    private final float[] gradients;
    private final float[] changes;

    AdadeltaUpdater(Adadelta settings, int size) {
        rho = (float) settings.rho();
        taken = (float) (1 - settings.rho());
        epsilon = (float) settings.epsilon();
        gradients = new float[size];
        changes = new float[size];
    }

    @Override
    public void update(float[] weights, float[] gradient, double rate, long step) {
        float alpha = (float) rate;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            gradients[i] = rho * gradients[i] + taken * g * g;
            float change = (float) Math.sqrt(changes[i] + epsilon) * g / (float) Math.sqrt(gradients[i] + epsilon);
            changes[i] = rho * changes[i] + taken * change * change;
            weights[i] -= alpha * change;
        }
    }

    @Override
    public float[][] state() {
        return new float[][] {gradients, changes};
    }
}
