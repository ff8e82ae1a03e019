package dev.backflow.engine.optimizers;

import dev.backflow.spec.Dialect;
import java.util.Arrays;

/** {@link Adagrad} for one tensor; remembers the sum of squares. */
final class AdagradUpdater implements Updater {

    private final float under;
    private final float beside;
    private final float[] sum;

    AdagradUpdater(Adagrad settings, int size) {
        boolean underRoot = settings.dialect() == Dialect.KERAS3;
        under = underRoot ? (float) settings.epsilon() : 0;
        beside = underRoot ? 0 : (float) settings.epsilon();
        sum = new float[size];
        Arrays.fill(sum, (float) settings.initialAccumulatorValue());
    }

    @Override
    public void update(float[] weights, float[] gradient, double rate, long step) {
        float alpha = (float) rate;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            sum[i] += g * g;
            weights[i] -= alpha * g / ((float) Math.sqrt(sum[i] + under) + beside);
        }
    }

    @Override
    public float[][] state() {
        return new float[][] {sum};
    }
}
