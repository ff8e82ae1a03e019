package dev.backflow.diagnosis;

import dev.backflow.engine.losses.OutputKind;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;

/**
 * How much of its errors a classifier hears of: RMS(a − y) of an example's answer, read off δ of the output, in the
 * median of the second half of the epochs. Behind sigmoid and binary crossentropy δ = (a − y) / (n k) with n examples
 * in the sample and k outputs, behind softmax and categorical crossentropy δ = (a − y) / n. Crossentropies clip
 * probabilities at 1e-7, as Keras does, and are flat beyond.
 *
 * @param rms about 1 for each wrong answer; NaN where δ does not say: without a crossentropy, or with penalties in the
 *     loss
 */
record OutputError(double rms) {

    /** Below it hardly any error comes back. */
    static final double LEAST = 0.01;

    private static final double WORSE = -0.5;

    static OutputError of(Evidence evidence) {
        double[] delta = evidence.statistic(Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS)
                .get(evidence.output().name());
        if (delta == null || Progress.isPenalized(evidence)) {
            return new OutputError(Double.NaN);
        }
        OutputKind outputs = evidence.training().loss().takes();
        int units = evidence.output().units();
        double share = outputs.isExclusive() ? Math.sqrt(units) : outputs.isOfProbabilities() ? units : Double.NaN;
        return new OutputError(share * evidence.sampleSize() * Median.late(delta));
    }

    /** Whether hardly anything comes back from answers that are far worse than a constant one. */
    boolean isLost(LearningCurve curve) {
        return rms < LEAST && Median.late(curve.progress()) < WORSE;
    }
}
