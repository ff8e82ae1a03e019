package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A class is hardly ever answered: the network answers less than a third of its examples with it, of a class with less
 * than half of an even share and five examples at least. Where it is not known what is answered, one class that has
 * examples at all is rarer than a fifth of its even share, and the network is hardly better than always answering the
 * commonest: less than a fifth of the way.
 */
final class ClassImbalance implements ProgressRule {

    private static final double LEAST = 0.2;
    private static final double HEALTHY = 0.2;
    private static final double LEAST_RECALL = 1 / 3.0;
    private static final double RARE = 0.5;
    private static final int LEAST_EXAMPLES = 5;

    @Override
    public String id() {
        return "class_imbalance";
    }

    @Override
    public List<Cause> causes() {
        return List.of(Cause.of(HeldOutRows.ID), Cause.of(UnscaledInputs.ID).partly());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] shares = evidence.data().classShares();
        LearningCurve curve = evidence.curve();
        if (shares.length == 0 || evidence.training().epochs() == 0) {
            return Optional.empty();
        }
        double rarest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1) * shares.length;
        double[] recalls = evidence.recalls();
        if (rarest < LEAST && curve.stalls() && curve.last() <= HEALTHY) {
            return Optional.of(share(evidence, shares, rarest / shares.length));
        }
        return recalls == null || curve.isTooShort() ? Optional.empty() : unanswered(evidence, shares, recalls);
    }

    private Optional<Finding> unanswered(Evidence evidence, double[] shares, double[] recalls) {
        boolean learns = evidence.curve().reached() > LearningCurve.LEARNED
                || Arrays.stream(recalls).max().orElse(0) > RARE;
        return IntStream.range(0, shares.length)
                .filter(i -> shares[i] * evidence.data().examples() >= LEAST_EXAMPLES - 0.5)
                .filter(i -> learns && shares[i] * shares.length < RARE && recalls[i] < LEAST_RECALL)
                .boxed()
                .min(Comparator.comparingDouble(i -> recalls[i]))
                .map(i -> unanswered(evidence, shares, i, recalls[i]));
    }

    private Finding unanswered(Evidence evidence, double[] shares, int rare, double recall) {
        return Finding.of(id())
                .in(evidence.output().name())
                .during(evidence.wholeRun())
                .measured("share of the examples of a class that are answered with it", recall)
                .against(LEAST_RECALL)
                .because("Of the examples of class " + rare + ", which are " + Text.percent(shares[rare])
                        + " of all, the network answers " + Text.percent(recall)
                        + " with their class. The loss hardly counts so few examples, and accuracy does not show it."
                        + " Weigh the classes, or take more examples of this one.")
                .remedies(remedies(evidence, shares))
                .see("He and Garcia: Learning from imbalanced data, 2009");
    }

    private Finding share(Evidence evidence, double[] shares, double rarest) {
        return Finding.of(id())
                .during(evidence.wholeRun())
                .measured("share of the rarest class", rarest)
                .against(LEAST / shares.length, "Backflow's calibration: a fifth of an even share")
                .because(explanation(shares, rarest))
                .remedies(remedies(evidence, shares))
                .see("He and Garcia: Learning from imbalanced data, 2009");
    }

    private static List<Remedy> remedies(Evidence evidence, double[] shares) {
        Remedies remedies = new Remedies(evidence);
        return Stream.of(remedies.classWeight(), remedies.focalLoss(shares), remedies.metric("f1"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String explanation(double[] shares, double rarest) {
        String commonest = Text.percent(Arrays.stream(shares).max().orElseThrow());
        return "The commonest class has " + commonest + " of the examples and the rarest " + Text.percent(rarest)
                + ", so always giving the same answer is right " + commonest
                + " of the time. The network has learned little more than that; look at"
                + " precision, recall or f1 rather than accuracy.";
    }
}
