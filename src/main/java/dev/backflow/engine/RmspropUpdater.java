package dev.backflow.engine;

/** {@link Rmsprop} for one tensor; remembers the mean square and, as asked, the mean and the velocity. */
final class RmspropUpdater implements Updater {

    private final float rho;
    private final float taken;
    private final float momentum;
    private final float under;
    private final float beside;
    private final boolean rateLast;
    private final float[] meanSquare;
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
        meanSquare = new float[size];
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
            float square = rho * meanSquare[i] + taken * g * g;
            meanSquare[i] = square;
            weights[i] -= rate * g / ((float) Math.sqrt(square + under) + beside);
        }
    }

    private void updateWithMore(float[] weights, float[] gradient, float rate) {
        float rateBefore = rateLast ? 1 : rate;
        float rateAfter = rateLast ? rate : 1;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            meanSquare[i] = rho * meanSquare[i] + taken * g * g;
            float variance = mean.length == 0 ? meanSquare[i] : centered(i, g);
            float change = rateBefore * g / ((float) Math.sqrt(variance + under) + beside);
            if (velocity.length > 0) {
                velocity[i] = momentum * velocity[i] + change;
                change = velocity[i];
            }
            weights[i] -= rateAfter * change;
        }
    }

    private float centered(int i, float g) {
        mean[i] = rho * mean[i] + taken * g;
        return Math.max(0, meanSquare[i] - mean[i] * mean[i]);
    }

    @Override
    public float[][] state() {
        return new float[][] {meanSquare, mean, velocity};
    }
}
