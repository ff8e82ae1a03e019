package dev.backflow.diagnosis;

import java.util.Arrays;
import java.util.Optional;

/**
 * One class that has examples at all is rarer than a fifth of its even share, and the network is hardly better than
 * always answering the commonest: less than a fifth of the way.
 */
final class ClassImbalance implements ProgressRule {

    private static final double LEAST = 0.2;
    private static final double HEALTHY = 0.2;

    @Override
    public String id() {
        return "class_imbalance";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] shares = evidence.data().classShares();
        LearningCurve curve = evidence.curve();
        double rarest = Arrays.stream(shares).filter(share -> share > 0).min().orElse(1) * shares.length;
        if (shares.length == 0 || rarest >= LEAST || !curve.stalls() || curve.last() > HEALTHY) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(Finding.of(id())
                .during(evidence.wholeRun())
                .measured("share of the rarest class", rarest / shares.length)
                .against(LEAST / shares.length, "Backflow's calibration: a fifth of an even share")
                .because(explanation(shares, rarest / shares.length))
                .remedies(remedies.focalLoss(shares).or(() -> remedies.metric("f1")))
                .see("He and Garcia: Learning from imbalanced data, 2009"));
    }

    private static String explanation(double[] shares, double rarest) {
        String commonest = Text.percent(Arrays.stream(shares).max().orElseThrow());
        return "The commonest class has " + commonest + " of the examples and the rarest " + Text.percent(rarest)
                + ", so always giving the same answer is right " + commonest
                + " of the time. The network has learned little more than that; look at"
                + " precision, recall or f1 rather than accuracy.";
    }
}
