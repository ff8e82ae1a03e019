package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import dev.backflow.spec.Dialect;

/** {@link Adamax} for one tensor; remembers the first moment and the norm. */
final class AdamaxUpdater implements Updater {

    private final Adamax settings;
    private final float[] first;
    private final float[] norm;

    AdamaxUpdater(Adamax settings, int size) {
        this.settings = settings;
        first = new float[size];
        norm = new float[size];
    }

    @Override
    public void update(float[] weights, float[] gradient, double rate, long step) {
        boolean withinNorm = settings.dialect() == Dialect.PYTORCH;
        float within = withinNorm ? (float) settings.epsilon() : 0;
        float beside = withinNorm ? 0 : (float) settings.epsilon();
        float alpha = (float) (rate / (1 - Power.of(settings.beta1(), step)));
        float taken = (float) (1 - settings.beta1());
        float kept = (float) settings.beta2();
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            first[i] += (g - first[i]) * taken;
            norm[i] = Math.max(kept * norm[i], Math.abs(g) + within);
            weights[i] -= alpha * first[i] / (norm[i] + beside);
        }
    }

    @Override
    public float[][] state() {
        return new float[][] {first, norm};
    }
}
