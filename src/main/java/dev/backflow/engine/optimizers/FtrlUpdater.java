package dev.backflow.engine.optimizers;

import dev.backflow.engine.numerics.Power;
import java.util.Arrays;

/**
 * {@link Ftrl} for one tensor; remembers the sum of squares s and the linear term z. It computes in double precision, since
 * its differences of powers are divided by the learning rate.
 */
final class FtrlUpdater implements Updater {

    private final Ftrl settings;
    private final float[] sum;
    private final float[] linear;

    FtrlUpdater(Ftrl settings, int size) {
        this.settings = settings;
        sum = new float[size];
        Arrays.fill(sum, (float) settings.initialAccumulatorValue());
        linear = new float[size];
    }

    @Override
    public void update(float[] weights, float[] gradient, double rate, long step) {
        double l1 = settings.l1RegularizationStrength();
        double ridge = 2 * settings.l2RegularizationStrength() + settings.beta() / rate;
        double shrinkage = 2 * settings.l2ShrinkageRegularizationStrength();
        for (int i = 0; i < weights.length; i++) {
            double g = gradient[i];
            double before = root(sum[i]);
            sum[i] += (float) (g * g);
            double after = root(sum[i]);
            double z = linear[i] + g + (shrinkage - (after - before) / rate) * weights[i];
            weights[i] = (float) ((Math.max(-l1, Math.min(l1, z)) - z) / (after / rate + ridge));
            linear[i] = (float) z;
        }
    }

    /** s^{−p}; the usual p = −1/2 is a square root, others are rare enough to be slow. */
    private double root(double s) {
        double power = -settings.learningRatePower();
        return power == 0.5 ? Math.sqrt(s) : Power.of(s, power);
    }

    @Override
    public float[][] state() {
        return new float[][] {sum, linear};
    }
}
