package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * On the validation examples the loss has passed its lowest point and risen again by 10 % of the whole way, while it
 * kept falling on the training examples; and where accuracy is measured, it is lower by 0.1 than on these.
 */
final class Overfitting implements ProgressRule {

    private static final double MOST = 0.1;
    private static final double LEAST_GAP = 0.1;

    @Override
    public String id() {
        return "overfitting";
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        return withoutValidation(evidence).or(() -> ProgressRule.super.objection(evidence));
    }

    /** Why there is nothing to compare with; empty where there is. */
    static Optional<String> withoutValidation(Evidence evidence) {
        return evidence.metric("val_loss") == null
                ? Optional.of("There are no validation examples. Set validation, to {\"type\": \"split\"} for example.")
                : Optional.empty();
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(HeldOutRows.ID).hiding(), Cause.of(UnrelatedLabels.ID).hiding());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] validation = validation(evidence);
        double[] loss = evidence.loss();
        int last = loss.length - 1;
        int lowest = lowest(validation);
        double reach = evidence.data().constantLoss() - evidence.data().perfectLoss();
        double recent =
                Arrays.stream(validation, Math.max(0, last - 2), last + 1).min().orElse(Double.NaN);
        double rise = (recent - validation[lowest]) / reach;
        boolean learns = evidence.curve().last() > LearningCurve.LEARNED;
        return rise > MOST && loss[last] < loss[lowest] && learns && isAnsweredWorse(evidence, last)
                ? Optional.of(finding(evidence, lowest, rise))
                : Optional.empty();
    }

    /** Losses rise where answers are only too sure: where accuracy is measured, it has to be worse too. */
    private static boolean isAnsweredWorse(Evidence evidence, int last) {
        double[] accuracy = evidence.metric("accuracy");
        double[] validation = evidence.metric("val_accuracy");
        return accuracy == null || validation == null || accuracy[last] - validation[last] > LEAST_GAP;
    }

    private static double[] validation(Evidence evidence) {
        return Objects.requireNonNull(evidence.metric("val_loss"));
    }

    private static int lowest(double[] column) {
        int lowest = 0;
        for (int i = 1; i < column.length; i++) {
            lowest = column[i] < column[lowest] ? i : lowest;
        }
        return lowest;
    }

    private Finding finding(Evidence evidence, int lowest, double rise) {
        double[] validation = validation(evidence);
        double[] loss = evidence.loss();
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .during(evidence.curve().since(lowest))
                .measured("rise of val_loss above its lowest, of the loss of a constant answer", rise)
                .against(MOST)
                .because("The loss on the validation examples was lowest at epoch "
                        + evidence.measured().epochs()[lowest] + " with "
                        + Text.number(validation[lowest]) + " and is " + Text.number(validation[loss.length - 1])
                        + " now, while on the training examples it fell from " + Text.number(loss[lowest]) + " to "
                        + Text.number(loss[loss.length - 1])
                        + ". Since then the network learns its training examples by heart.")
                .remedies(remedies.earlyStopping(), remedies.dropout(0.3))
                .see("Prechelt: Early stopping - but when?, 1998");
    }
}
