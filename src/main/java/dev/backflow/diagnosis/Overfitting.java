package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * On the validation examples the loss has passed its lowest point and risen again by 10 % of the whole way, while it kept
 * falling on the training examples.
 */
final class Overfitting implements ProgressRule {

    private static final double MOST = 0.1;

    @Override
    public String id() {
        return "overfitting";
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        return evidence.training().validationSplit() == 0
                ? Optional.of("There are no validation examples. Set training.validation_split, to 0.2 for example.")
                : ProgressRule.super.objection(evidence);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] validation = evidence.metric("val_loss");
        double[] loss = evidence.metric("loss");
        LearningCurve course = evidence.course();
        int last = loss.length - 1;
        int lowest = 0;
        for (int i = 1; i <= last; i++) {
            lowest = validation[i] < validation[lowest] ? i : lowest;
        }
        double reach = evidence.data().constantLoss() - evidence.data().perfectLoss();
        double recent =
                Arrays.stream(validation, Math.max(0, last - 2), last + 1).min().orElse(Double.NaN);
        double rise = (recent - validation[lowest]) / reach;
        if (!(rise > MOST) || !(loss[last] < loss[lowest]) || !(course.last() > LearningCurve.LEARNED)) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[lowest], course.lastEpoch()),
                new Finding.Measured("rise of val_loss above its lowest, of the loss of a constant answer", rise),
                new Finding.Threshold(MOST, "Backflow's calibration"),
                "The loss on the validation examples was lowest at epoch " + course.epochs()[lowest] + " with "
                        + Text.number(validation[lowest]) + " and is " + Text.number(validation[last])
                        + " now, while on the training examples it fell from " + Text.number(loss[lowest]) + " to "
                        + Text.number(loss[last]) + ". Since then the network learns its training examples by heart.",
                Remedies.some(Optional.of(remedies.earlyStopping()), remedies.dropout(0.3)),
                "Prechelt: Early stopping - but when?, 1998"));
    }
}
