package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Over the second half of what was recorded the loss keeps turning: it goes up and down by 10 % of the whole way in the
 * median and turns at every third epoch or oftener, and it has not come far.
 */
final class OscillatingLoss implements ProgressRule {

    private static final double MOST = 0.1;
    private static final double FAR = 0.6;

    @Override
    public String id() {
        return "oscillating_loss";
    }

    @Override
    public List<Cause> causes() {
        return Cause.all(LearningRateTooLarge.ID, UnsettledAverages.ID);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        double amplitude = curve.amplitude();
        if (!(amplitude > MOST) || curve.last() > FAR || curve.isHealthy()) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(Finding.of(id())
                .during(curve.since(curve.size() / 2))
                .measured(LearningCurve.AMPLITUDE, amplitude)
                .against(MOST)
                .because("From one recorded epoch to the next the loss jumps up and down by " + Text.percent(amplitude)
                        + " of the whole way from a constant answer to exact ones. The steps are longer than the valley is"
                        + " wide: each goes beyond the bottom and up the other side.")
                .remedies(remedies.slowerByAdam(0.001), remedies.learningRate(0.1))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.3"));
    }
}
