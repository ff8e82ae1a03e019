package dev.backflow.engine.optimizers;

/** {@link Lion} for one tensor; remembers the momentum. */
final class LionUpdater implements Updater {

    private final float kept1;
    private final float taken1;
    private final float kept2;
    private final float taken2;
    private final float[] momentum;

    LionUpdater(Lion settings, int size) {
        kept1 = (float) settings.beta1();
        taken1 = (float) (1 - settings.beta1());
        kept2 = (float) settings.beta2();
        taken2 = (float) (1 - settings.beta2());
        momentum = new float[size];
    }

    @Override
    public void update(float[] weights, float[] gradient, double rate, long step) {
        float alpha = (float) rate;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            weights[i] -= alpha * Math.signum(kept1 * momentum[i] + taken1 * g);
            momentum[i] = kept2 * momentum[i] + taken2 * g;
        }
    }

    @Override
    public float[][] state() {
        return new float[][] {momentum};
    }
}
