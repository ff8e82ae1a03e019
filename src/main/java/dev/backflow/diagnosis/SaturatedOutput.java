package dev.backflow.diagnosis;

import dev.backflow.engine.CategoricalLoss;
import dev.backflow.engine.ProbabilityLoss;
import dev.backflow.engine.TrainingListener.Sample;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A classifier is sure of wrong answers, and no slope leads away from them: over the second half of the epochs, in the median,
 * the loss is worse than that of a constant answer, and yet what comes back from the output is less than 1 % of what a wrong
 * answer gives, whose n δ = a − y is about 1 (n examples in the sample, crossentropy behind sigmoid or softmax). Crossentropies
 * cut probabilities off at 1e-7, as Keras does, and have slope 0 beyond. Answers that are no probabilities to begin with are for
 * {@link WrongOutputActivation}.
 */
final class SaturatedOutput implements ProgressRule {

    static final double LEAST = 0.01;

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
        Course course = evidence.course();
        double error = error(evidence);
        boolean stuck = error < LEAST && course.stalls() && late(course.progress()) < 0;
        if (!stuck || new WrongOutputActivation().judge(evidence).isPresent()) {
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
                                "root mean square of pre_activation_gradient of the output, times examples", error),
                        new Finding.Threshold(LEAST, "Backflow's calibration; a wrong answer has about 1"),
                        "The network is sure of its answers and they are wrong: its loss is "
                                + Text.number(late(evidence.metric("loss"))
                                        / evidence.data().constantLoss())
                                + " times that of a constant answer, but of the error only "
                                + Text.number(error)
                                + " comes back from the output. So far out the loss is flat, because probabilities are cut off at"
                                + " 1e-7, and without a slope nothing in the network moves.",
                        Remedies.some(Optional.of(remedies.startAfresh()), remedies.leakyRelu(), remedies.logits()),
                        "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2.2 (sigmoid units that saturate)"));
    }

    /** n · RMS(δ) of the output; NaN where it does not tell, because the targets are no classes. */
    static double error(Evidence evidence) {
        boolean classifies = evidence.training().loss() instanceof ProbabilityLoss
                || evidence.training().loss() instanceof CategoricalLoss;
        double[] rms = evidence.statistic(Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS)
                .get(evidence.output().name());
        return classifies && rms != null ? examples(evidence) * late(rms) : Double.NaN;
    }

    private static int examples(Evidence evidence) {
        int all = evidence.data().examples();
        return evidence.recording().sample() == Sample.FULL
                ? all
                : Math.min(evidence.training().batchSize(), all);
    }

    /** In the middle of the second half. */
    private static double late(double[] column) {
        double[] sorted = Arrays.copyOfRange(column, column.length / 2, column.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
