package dev.backflow.diagnosis;

import dev.backflow.engine.ElementwiseActivation;

/**
 * Means over a Gaussian pre-activation z ~ N(mean, variance) of what an activation φ makes of it, by the midpoint rule
 * over twelve standard deviations to each side in steps of 1/50. For smooth φ that is exact to rounding; a kink of φ, where
 * φ′ jumps by d, costs φ′² at most 0.004 d².
 *
 * @param value E φ(z)
 * @param square E φ(z)²
 * @param slopeSquare E φ′(z)²
 * @param flat P(|φ′(z)| is below 1 % of its maximum); NaN if that has no bound
 */
record GaussianMeans(double value, double square, double slopeSquare, double flat) {

    private static final double FLAT = 0.01;
    private static final double REACH = 12;
    private static final int PER_DEVIATION = 50;
    private static final double[] WEIGHTS = weights();

    private static double[] weights() {
        double[] weights = new double[(int) (2 * REACH * PER_DEVIATION)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-node(i) * node(i) / 2);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double node(int i) {
        return (i + 0.5) / PER_DEVIATION - REACH;
    }

    static GaussianMeans of(ElementwiseActivation activation, double mean, double variance) {
        double deviation = Math.sqrt(variance);
        double value = 0;
        double square = 0;
        double slopeSquare = 0;
        double flat = 0;
        double steepest = activation.steepest();
        for (int i = 0; i < WEIGHTS.length; i++) {
            float z = (float) (mean + deviation * node(i));
            float a = activation.value(z);
            double slope = activation.slope(z, a);
            value += WEIGHTS[i] * a;
            square += WEIGHTS[i] * a * a;
            slopeSquare += WEIGHTS[i] * slope * slope;
            flat += Math.abs(slope) < FLAT * steepest ? WEIGHTS[i] : 0;
        }
        boolean bounded = steepest > 0 && steepest < Double.POSITIVE_INFINITY;
        return new GaussianMeans(value, square, slopeSquare, bounded ? flat : Double.NaN);
    }
}
