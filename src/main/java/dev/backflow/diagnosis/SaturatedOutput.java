package dev.backflow.diagnosis;

import dev.backflow.engine.losses.CategoricalLoss;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.ProbabilityLoss;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A classifier is sure of wrong answers, and no slope leads away from them: over the second half of the epochs, in the
 * median, the loss is worse than that of a constant answer by half of what exact answers would gain, and yet of an error a
 * − y of about 1 less than 0.01 comes back from the output. Behind sigmoid and binary crossentropy δ = (a − y) / (n k) with
 * n examples in the sample and k outputs, behind softmax and categorical crossentropy δ = (a − y) / n. Crossentropies cut
 * probabilities off at 1e-7, as Keras does, and have slope 0 beyond. Answers that are no probabilities to begin with are
 * for {@link WrongOutputActivation}; with penalties in the loss it is not judged.
 */
final class SaturatedOutput implements ProgressRule {

    private static final double LEAST = 0.01;
    private static final double WORSE = -0.5;

    @Override
    public String id() {
        return "saturated_output";
    }

    @Override
    public List<Tensor> needs() {
        return List.of(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        double error = error(evidence);
        if (!isStuck(evidence)
                || !course.stalls()
                || new WrongOutputActivation().judge(evidence).isPresent()) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(
                new Finding(
                        id(),
                        Finding.Severity.ERROR,
                        List.of(evidence.output().name()),
                        new Finding.Epochs(course.epochs()[course.size() / 2], course.lastEpoch()),
                        new Finding.Measured(
                                "error that comes back from the output, of about 1 for each wrong answer", error),
                        new Finding.Threshold(LEAST, "Backflow's calibration; a wrong answer has about 1"),
                        "The network is sure of its answers and too many of them are wrong: its loss is "
                                + Text.number(late(evidence.metric("loss"))
                                        / evidence.data().constantLoss())
                                + " times that of a constant answer, but of the error only "
                                + Text.number(error)
                                + " comes back from the output. So far out the loss is flat, because probabilities are cut off at"
                                + " 1e-7, and without a slope nothing in the network moves.",
                        Remedies.some(Optional.of(remedies.startAfresh()), remedies.leakyRelu(), remedies.logits()),
                        "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2.2 (sigmoid units that saturate)"));
    }

    /** Whether hardly anything comes back from answers that are far worse than a constant one. */
    static boolean isStuck(Evidence evidence) {
        return error(evidence) < LEAST && late(evidence.course().progress()) < WORSE;
    }

    /** RMS(a − y) of an example's answer, read off δ; NaN where δ does not tell. */
    private static double error(Evidence evidence) {
        double[] rms = evidence.statistic(Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS)
                .get(evidence.output().name());
        int units = evidence.output().units();
        Loss loss = evidence.training().loss();
        if (rms == null || LearningCurve.isPenalized(evidence)) {
            return Double.NaN;
        }
        double share = loss instanceof ProbabilityLoss
                ? units
                : loss instanceof CategoricalLoss ? Math.sqrt(units) : Double.NaN;
        return share * evidence.sampleSize() * late(rms);
    }

    /** In the middle of the second half. */
    private static double late(double[] column) {
        double[] sorted = Arrays.copyOfRange(column, column.length / 2, column.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
