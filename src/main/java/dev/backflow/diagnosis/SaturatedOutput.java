package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A classifier is certain of wrong answers, and no slope leads away from them: over the second half of the epochs, in
 * the median, the loss is worse than that of a constant answer by half of what exact answers would gain, and yet of an
 * error a − y of about 1 less than 0.01 comes back from the output ({@link OutputError}).
 */
final class SaturatedOutput implements ProgressRule {

    @Override
    public String id() {
        return "saturated_output";
    }

    @Override
    public Needs needs() {
        return ProgressRule.super.needs().and(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    /** Answers that are no probabilities to begin with. */
    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(WrongOutputActivation.ID).hiding(),
                Cause.of(UnscaledInputs.ID).partly(),
                Cause.of(UnsettledAverages.ID),
                Cause.of(LearningRateTooLarge.ID)
                        .where(evidence -> evidence.curve().progress()[0] > -1));
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        OutputError error = OutputError.of(evidence);
        if (!error.isLost(curve) || !curve.stalls()) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(
                Finding.of(id())
                        .error()
                        .in(evidence.output().name())
                        .during(curve.since(curve.size() / 2))
                        .measured(
                                "error that comes back from the output, of about 1 for each wrong answer", error.rms())
                        .againstCalibrated(OutputError.LEAST, "a wrong answer has about 1")
                        .because(explanation(evidence, error))
                        .remedies(remedies.startAfresh(), remedies.leakyRelu(), remedies.logits())
                        .see(
                                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2.2 (sigmoid units that saturate)"));
    }

    private static String explanation(Evidence evidence, OutputError error) {
        double loss = Median.late(evidence.loss()) / evidence.data().constantLoss();
        return "The network is sure of its answers and too many of them are wrong: its loss is " + Text.number(loss)
                + " times that of a constant answer, but of the error only " + Text.number(error.rms())
                + " comes back from the output. So far out the loss is flat, because probabilities are cut off at"
                + " 1e-7, and without a slope nothing in the network moves.";
    }
}
