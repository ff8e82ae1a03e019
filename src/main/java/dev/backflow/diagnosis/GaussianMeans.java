package dev.backflow.diagnosis;

import dev.backflow.engine.activations.ScalarFunction;

/**
 * Means over a Gaussian pre-activation z ~ N(mean, variance) of what an activation φ makes of it, by the midpoint rule
 * over twelve standard deviations to each side in steps of 1/50. For smooth φ that is exact to rounding; a kink of φ,
 * where φ′ jumps by d, costs φ′² at most 0.004 d². {@link #apart} has a grid of its own.
 *
 * @param value E φ(z)
 * @param square E φ(z)²
 * @param slopeSquare E φ′(z)²
 * @param flat P(|φ′(z)| is below 1 % of its maximum); NaN if that has no bound, or z is not known
 */
record GaussianMeans(double value, double square, double slopeSquare, double flat) {

    private static final double FLAT = 0.01;
    private static final double REACH = 12;
    private static final int PER_DEVIATION = 50;
    private static final double[] WEIGHTS = weights(REACH, PER_DEVIATION);

    /** Of integrals over two variables. */
    private static final double SHORT_REACH = 6;

    private static final int FEWER_PER_DEVIATION = 10;
    private static final double[] FEWER_WEIGHTS = weights(SHORT_REACH, FEWER_PER_DEVIATION);

    private static double[] weights(double reach, int perDeviation) {
        double[] weights = new double[(int) (2 * reach * perDeviation)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double node = node(i, reach, perDeviation);
            weights[i] = Math.exp(-node * node / 2);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double node(int i, double reach, int perDeviation) {
        return (i + 0.5) / perDeviation - reach;
    }

    static GaussianMeans of(ScalarFunction activation, double mean, double variance) {
        double deviation = Math.sqrt(variance);
        double value = 0;
        double square = 0;
        double slopeSquare = 0;
        double flat = 0;
        double steepest = activation.steepest();
        for (int i = 0; i < WEIGHTS.length; i++) {
            float z = (float) (mean + deviation * node(i, REACH, PER_DEVIATION));
            float a = activation.value(z);
            double slope = activation.slope(z, a);
            value += WEIGHTS[i] * a;
            square += WEIGHTS[i] * a * a;
            slopeSquare += WEIGHTS[i] * slope * slope;
            flat += Math.abs(slope) < FLAT * steepest ? WEIGHTS[i] : 0;
        }
        boolean isKnown = steepest > 0 && steepest < Double.POSITIVE_INFINITY && !Double.isNaN(value);
        return new GaussianMeans(value, square, slopeSquare, isKnown ? flat : Double.NaN);
    }

    /**
     * How far the activations of a unit lie apart from example to example, E Var_a φ(z_a), where z_a = mean + s_a (√ρ u
     * + √(1 − ρ) v_a) with u, v_a ~ N(0, 1), u the same for all examples. By the midpoint rule over six standard
     * deviations to each side in steps of 1/10 in u and v: good where φ does not change from flat to steep within a
     * tenth of s.
     *
     * @param variances s_a²
     * @param correlation ρ, from 0 to 1
     */
    static double apart(ScalarFunction activation, double mean, double[] variances, double correlation) {
        double together = Math.sqrt(correlation);
        double alone = Math.sqrt(1 - correlation);
        double apart = 0;
        for (int i = 0; i < FEWER_WEIGHTS.length; i++) {
            double u = together * node(i, SHORT_REACH, FEWER_PER_DEVIATION);
            double value = 0;
            double square = 0;
            for (double variance : variances) {
                double deviation = Math.sqrt(variance);
                for (int k = 0; k < FEWER_WEIGHTS.length; k++) {
                    double v = alone * node(k, SHORT_REACH, FEWER_PER_DEVIATION);
                    double a = activation.value((float) (mean + deviation * (u + v)));
                    value += FEWER_WEIGHTS[k] * a;
                    square += FEWER_WEIGHTS[k] * a * a;
                }
            }
            value /= variances.length;
            apart += FEWER_WEIGHTS[i] * (square / variances.length - value * value);
        }
        return Math.max(0, apart);
    }
}
