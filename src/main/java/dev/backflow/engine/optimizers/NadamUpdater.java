package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;

/** {@link Nadam} for one tensor; remembers both moments and the product of all momenta. */
final class NadamUpdater implements Updater {

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
        float taken1 = (float) (1 - settings.beta1());
        float taken2 = (float) (1 - settings.beta2());
        float epsilon = (float) settings.epsilon();
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            first[i] += (g - first[i]) * taken1;
            second[i] += (g * g - second[i]) * taken2;
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
