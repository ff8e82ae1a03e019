package dev.backflow.diagnosis;

import java.util.Optional;

/**
 * The training was too short to tell: fewer than ten epochs or 160 steps, or than fifty epochs if that is fewer, and
 * the network has not learned half of what there is. No fault, so it is a note.
 */
final class TooShort implements ProgressRule {

    @Override
    public String id() {
        return "too_short";
    }

    @Override
    public boolean isOutcome() {
        return true;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean toItsEnd =
                evidence.ended() && curve.lastEpoch() == evidence.training().epochs();
        return toItsEnd && curve.length() > 0 && curve.isTooShort() && !curve.isHealthy()
                ? Optional.of(finding(evidence, curve))
                : Optional.empty();
    }

    private Finding finding(Evidence evidence, LearningCurve curve) {
        Remedies remedies = new Remedies(evidence);
        int epochs = Math.max(10, (int) Math.ceil(500.0 / curve.stepsPerEpoch()));
        return Finding.of(id())
                .note()
                .during(evidence.wholeRun())
                .measured("optimizer steps", curve.steps())
                .against(LearningCurve.FEW_STEPS)
                .because("The training had " + Text.count(curve.steps(), "step") + " in "
                        + Text.count(curve.length(), "epoch") + ", too few to tell whether it learns: the network "
                        + Text.progress(Math.max(0, curve.last()))
                        + ". A sound network needs about " + LearningCurve.FEW_STEPS
                        + " steps to begin. Train for longer, or with a higher learning rate.")
                .remedies(
                        remedies.epochs(curve.lastEpoch() + epochs)
                                .flatMap(longer -> remedies.with(longer, remedies.fasterByAdam())),
                        remedies.epochs(curve.lastEpoch() + epochs))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 11.4");
    }
}
