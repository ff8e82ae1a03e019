package dev.backflow.engine;

/** {@link Optimizer.Adam} for one tensor; remembers both moments and, with amsgrad, the largest second moment. */
final class AdamUpdater implements Updater {

    private final Optimizer.Adam settings;
    private final float[] first;
    private final float[] second;
    private final float[] largest;

    AdamUpdater(Optimizer.Adam settings, int size) {
        this.settings = settings;
        first = new float[size];
        second = new float[size];
        largest = settings.amsgrad() ? new float[size] : second;
    }

    @Override
    public void update(float[] weights, float[] gradient, long step) {
        float rate = (float) (settings.learningRate()
                * Math.sqrt(1 - Updater.power(settings.beta2(), step))
                / (1 - Updater.power(settings.beta1(), step)));
        float keep1 = (float) (1 - settings.beta1());
        float keep2 = (float) (1 - settings.beta2());
        float epsilon = (float) settings.epsilon();
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            first[i] += (g - first[i]) * keep1;
            second[i] += (g * g - second[i]) * keep2;
            largest[i] = Math.max(largest[i], second[i]);
            weights[i] -= first[i] * rate / ((float) Math.sqrt(largest[i]) + epsilon);
        }
    }
}
