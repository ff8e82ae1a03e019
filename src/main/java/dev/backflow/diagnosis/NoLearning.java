package dev.backflow.diagnosis;

import java.util.Optional;

/**
 * The network never did better than one that ignores its inputs: over a fifth of the training, and ten epochs of 160
 * steps in all, or fifty epochs, at least unless early stopping gave up sooner, the loss has not come 2 % of the way
 * from the best constant answer to exact ones.
 */
final class NoLearning implements ProgressRule {

    @Override
    public String id() {
        return "no_learning";
    }

    @Override
    public boolean isOutcome() {
        return true;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean stoppedEarly =
                evidence.ended() && curve.lastEpoch() < evidence.training().epochs();
        if (curve.isTooShort() && !stoppedEarly || !curve.stalls() || curve.best() >= LearningCurve.BEGUN) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        double best = Math.max(-1, curve.best());
        return Optional.of(Finding.of(id())
                .error()
                .during(evidence.wholeRun())
                .measured("progress from a constant answer to exact ones", best)
                .againstCalibrated(LearningCurve.BEGUN, "a constant answer has 0")
                .because("In " + Text.count(curve.length(), "epoch") + " the network's loss has not become better than "
                        + Text.number(evidence.data().constantLoss())
                        + ", which one has that gives the same answer to every input: it " + Text.progress(best)
                        + ". Either nothing of the inputs gets to the output, or nothing of the error gets back. Start"
                        + " from hidden layers and an optimizer that hardly ever fail.")
                .remedies(remedies.startAfresh(), remedies.leakyRelu(), remedies.adam(0.01))
                .see("Karpathy: A recipe for training neural networks, 2019 (input-independent baseline)"));
    }
}
