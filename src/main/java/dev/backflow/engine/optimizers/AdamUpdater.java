package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Dialect;

/** {@link Adam} for one tensor; remembers both moments and, with amsgrad, the largest second moment. */
final class AdamUpdater implements Updater {

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
        float taken1 = (float) (1 - settings.beta1());
        float taken2 = (float) (1 - settings.beta2());
        if (settings.amsgrad()) {
            updateByLargest(weights, gradient, alpha, epsilon, taken1, taken2);
        } else {
            update(weights, gradient, first, second, alpha, epsilon, taken1, taken2);
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
            float taken1,
            float taken2) {
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float m = first[i] + (g - first[i]) * taken1;
            float v = second[i] + (g * g - second[i]) * taken2;
            first[i] = m;
            second[i] = v;
            weights[i] -= m * alpha / ((float) Math.sqrt(v) + epsilon);
        }
    }

    private void updateByLargest(
            float[] weights, float[] gradient, float alpha, float epsilon, float taken1, float taken2) {
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            first[i] += (g - first[i]) * taken1;
            second[i] += (g * g - second[i]) * taken2;
            largest[i] = Math.max(largest[i], second[i]);
            weights[i] -= first[i] * alpha / ((float) Math.sqrt(largest[i]) + epsilon);
        }
    }

    @Override
    public float[][] state() {
        return settings.amsgrad() ? new float[][] {first, second, largest} : new float[][] {first, second};
    }
}
