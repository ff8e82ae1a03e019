package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The examples that are held out are of other classes than those that are trained on: half of Σ |p_train − p_held out|
 * over the classes is above 0.3 + √(classes / examples held out), which rows that are drawn at random hardly come to.
 * Of numbers, a mean that lies more than twice the training targets' standard deviation away.
 */
final class HeldOutRows implements Rule {

    static final String ID = "held_out_rows";

    private static final double MOST = 0.3;
    private static final double FARTHEST = 2;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Needs needs() {
        return Needs.of().and(Fact.TRAINING, Fact.DATA);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        HeldOut heldOut = evidence.data().heldOut();
        if (heldOut == null) {
            return Optional.empty();
        }
        double[] shares = evidence.data().classShares();
        return shares.length > 0 ? classes(evidence, shares, heldOut) : numbers(evidence, heldOut);
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        return judge(evidence);
    }

    private Optional<Finding> classes(Evidence evidence, double[] shares, HeldOut heldOut) {
        double apart = IntStream.range(0, shares.length)
                .mapToDouble(i -> Math.abs(shares[i] - heldOut.classShares()[i]) / 2)
                .sum();
        double most = MOST + Math.sqrt((double) shares.length / heldOut.examples());
        int farthest = IntStream.range(0, shares.length)
                .reduce((a, b) -> heldOut.classShares()[a] - shares[a] >= heldOut.classShares()[b] - shares[b] ? a : b)
                .orElseThrow();
        return apart > most
                ? Optional.of(finding(
                        evidence,
                        Finding.of(ID)
                                .measured("half of the differences of the shares of classes, added up", apart)
                                .againstCalibrated(most, "rows drawn at random hardly come to it"),
                        "Class " + farthest + " has " + Text.percent(heldOut.classShares()[farthest]) + " of the "
                                + heldOut.examples() + " examples that are held out, but "
                                + Text.percent(shares[farthest]) + " of those that are trained on"))
                : Optional.empty();
    }

    private Optional<Finding> numbers(Evidence evidence, HeldOut heldOut) {
        double[] means = evidence.data().targetMeans();
        double[] stds = evidence.data().targetStds();
        double away = IntStream.range(0, means.length)
                .filter(i -> stds[i] > 0)
                .mapToDouble(i -> Math.abs(heldOut.targetMeans()[i] - means[i]) / stds[i])
                .max()
                .orElse(0);
        return away > FARTHEST
                ? Optional.of(finding(
                        evidence,
                        Finding.of(ID)
                                .measured("distance of the means of the targets, in standard deviations", away)
                                .against(FARTHEST),
                        "The targets of the " + heldOut.examples() + " examples that are held out lie "
                                + Text.number(away) + " standard deviations away from those that are trained on"))
                : Optional.empty();
    }

    private static Finding finding(Evidence evidence, Finding.Builder seen, String what) {
        return seen.during(evidence.wholeRun())
                .because(what
                        + ", so that the network is asked for what it was never shown. validation_split holds out the last"
                        + " rows, which are others than the first where rows are sorted: draw them by chance.")
                .remedies(new Remedies(evidence).otherValidation())
                .see("Keras: Model.fit, validation_split (the last samples, before shuffling)");
    }
}
