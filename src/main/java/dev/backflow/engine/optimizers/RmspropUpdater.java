package dev.backflow.engine.optimizers;

import dev.backflow.spec.Dialect;

/**
 * {@link Rmsprop} for one tensor; remembers the mean square and, as asked, the velocity. Centered it remembers the mean m,
 * and of the mean square v only s = v − m², which follows s ← ρ (s + (1 − ρ) (g − m)²): the same number, but never
 * negative, and nothing cancels in it when gradients hardly change.
 */
final class RmspropUpdater implements Updater {

    private final float rho;
    private final float taken;
    private final float momentum;
    private final float under;
    private final float beside;
    private final boolean rateLast;
    private final float[] spread;
    private final float[] mean;
    private final float[] velocity;

    RmspropUpdater(Rmsprop settings, int size) {
        rho = (float) settings.rho();
        taken = (float) (1 - settings.rho());
        momentum = (float) settings.momentum();
        rateLast = settings.dialect() == Dialect.PYTORCH;
        boolean underRoot = settings.dialect() == Dialect.KERAS3 || settings.dialect() == Dialect.TF2 && momentum > 0;
        under = underRoot ? (float) settings.epsilon() : 0;
        beside = underRoot ? 0 : (float) settings.epsilon();
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
            float square = rho * spread[i] + taken * g * g;
            spread[i] = square;
            weights[i] -= rate * g / ((float) Math.sqrt(square + under) + beside);
        }
    }

    private void updateWithMore(float[] weights, float[] gradient, float rate) {
        float rateBefore = rateLast ? 1 : rate;
        float rateAfter = rateLast ? rate : 1;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float square = mean.length == 0 ? rho * spread[i] + taken * g * g : centered(i, g);
            spread[i] = square;
            float change = rateBefore * g / ((float) Math.sqrt(square + under) + beside);
            if (velocity.length > 0) {
                velocity[i] = momentum * velocity[i] + change;
                change = velocity[i];
            }
            weights[i] -= rateAfter * change;
        }
    }

    private float centered(int i, float g) {
        float distance = g - mean[i];
        mean[i] += taken * distance;
        return rho * (spread[i] + taken * distance * distance);
    }

    @Override
    public float[][] state() {
        return new float[][] {spread, mean, velocity};
    }
}
