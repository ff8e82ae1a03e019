package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is learned holds for the training examples only: their loss has come a tenth of the way, but that of the
 * examples that are held out was never better than a constant answer's by 2 %, and neither are nearest neighbours nor a
 * linear model by more than a fifth. Or nothing is learned at all of a hundred examples or more, and these see nothing
 * either. So it is where labels are shuffled, and where there are far too few examples.
 */
final class UnrelatedLabels implements ProgressRule {

    static final String ID = "unrelated_labels";

    private static final double LEAST = 0.02;
    private static final double KNOWN = 0.2;
    private static final int LEAST_EXAMPLES = 50;

    /** Of examples of which nothing at all is learned: neighbours and lines see no more than this. */
    private static final double UNSEEN = 0.05;

    private static final int MANY_EXAMPLES = 100;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        if (!evidence.ended() || curve.isTooShort() || Progress.isPenalized(evidence)) {
            return Optional.empty();
        }
        double attainable = evidence.data().attainable().least();
        boolean learned = Math.max(curve.best(), curve.reached()) > LearningCurve.LEARNED;
        if (!learned) {
            return attainable < UNSEEN && evidence.data().examples() >= MANY_EXAMPLES
                    ? Optional.of(unlearned(evidence, attainable))
                    : Optional.empty();
        }
        return attainable > KNOWN ? Optional.empty() : byHeart(evidence);
    }

    private Optional<Finding> byHeart(Evidence evidence) {
        HeldOut heldOut = evidence.data().heldOut();
        double[] validation = evidence.metric("val_loss");
        if (heldOut == null || validation == null || heldOut.examples() < LEAST_EXAMPLES) {
            return Optional.empty();
        }
        double least = Arrays.stream(validation).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY);
        double best = (heldOut.constantLoss() - least) / (heldOut.constantLoss() - heldOut.perfectLoss());
        return best < LEAST ? Optional.of(finding(evidence, heldOut, least, best)) : Optional.empty();
    }

    private Finding unlearned(Evidence evidence, double attainable) {
        return Finding.of(ID)
                .during(evidence.wholeRun())
                .measured("what nearest neighbours or a linear model reach, of the whole way", attainable)
                .against(UNSEEN)
                .because("The network learns nothing, and of the "
                        + evidence.data().examples()
                        + " examples neither their nearest neighbours nor a linear model tell more than a constant answer"
                        + ". So it is where labels do not belong to the inputs, as after one of both was shuffled. Look at a"
                        + " few examples before changing the network.")
                .remedies(new Remedies(evidence).startAfresh().stream().toList())
                .see("Karpathy: A recipe for training neural networks, 2019 (become one with the data)");
    }

    private Finding finding(Evidence evidence, HeldOut heldOut, double least, double best) {
        return Finding.of(ID)
                .during(evidence.wholeRun())
                .measured("progress on the examples held out, from a constant answer to exact ones", best)
                .againstCalibrated(LEAST, "a constant answer has 0")
                .because(
                        "On the " + heldOut.examples() + " examples that are held out the loss was "
                                + Text.number(least)
                                + " at best, and the same answer to all of them has "
                                + Text.number(heldOut.constantLoss())
                                + ". What the network learns of its training examples holds for no others, and their nearest"
                                + " neighbours tell no more. Look whether the labels belong to the inputs, and take more examples.")
                .remedies(new Remedies(evidence).earlyStopping())
                .see("Zhang, Bengio, Hardt, Recht and Vinyals: Understanding deep learning requires rethinking"
                        + " generalization, 2017");
    }
}
