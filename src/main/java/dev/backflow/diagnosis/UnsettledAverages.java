package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.Normalization;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalization's moving averages, which answers are made with, still hold much of what they began with: after t
 * steps at momentum m it is mᵗ of mean 0 and variance 1. More than 5 % in a run that has not learned half of what there
 * is, or, before it is trained, more than half.
 */
final class UnsettledAverages implements ProgressRule {

    static final String ID = "unsettled_averages";

    private static final double MOST = 0.05;
    private static final double FORESEEN = 0.5;
    private static final double FASTER = 0.9;

    /** In which a small network learns. */
    private static final int STEPS = 160;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return evidence.leavingOut(evidence.undescribed());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        double left = Math.pow(momentum(evidence), curve.steps());
        return left > MOST && curve.length() > 0 && evidence.ended() && !curve.isHealthy()
                ? Optional.of(finding(evidence, left, curve.steps(), MOST)
                                .errorIf(curve.stalls() || !(curve.last() > 0)))
                        .map(UnsettledAverages::seen)
                : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        long steps = (long) evidence.training().epochs() * evidence.stepsPerEpoch();
        double left = Math.pow(momentum(evidence), steps);
        return left > FORESEEN && steps > 0
                ? Optional.of(seen(finding(evidence, left, steps, FORESEEN)))
                : Optional.empty();
    }

    /** The largest of the network's layers; 0 where there are no averages. */
    private static double momentum(Evidence evidence) {
        return evidence.network().expanded().stream()
                .flatMap(layer -> evidence.parts().apply(layer).flatMap(LayerParts::normalization).stream())
                .mapToDouble(Normalization::momentum)
                .max()
                .orElse(0);
    }

    private static Finding seen(Finding.Builder builder) {
        return builder.see("Keras: BatchNormalization, momentum (the moving averages of inference)");
    }

    private Finding.Builder finding(Evidence evidence, double left, long steps, double most) {
        List<String> layers = BatchOfOne.normalized(evidence);
        Remedies remedies = new Remedies(evidence);
        double momentum = momentum(evidence);
        int needed = (int) Math.ceil((double) STEPS / evidence.stepsPerEpoch());
        Optional<Remedy> enough = needed > evidence.training().epochs() ? remedies.epochs(needed) : Optional.empty();
        boolean soon = Math.pow(FASTER, steps) < MOST;
        int epochs =
                (int) Math.min(1_000_000, Math.ceil(Math.log(MOST) / Math.log(momentum) / evidence.stepsPerEpoch()));
        return Finding.of(id())
                .in(layers)
                .during(evidence.wholeRun())
                .measured("share of the moving averages that is still what they began with", left)
                .against(most)
                .because("After " + Text.count(steps, "step") + " the moving averages of batch normalization in "
                        + Text.layers(layers, evidence.layers()) + " are still " + Text.percent(left)
                        + " what they began with, mean 0 and variance 1"
                        + ". Training uses the averages of each batch, but answers are made with these, so that what was"
                        + " learned does not show in them. Use a momentum of 0.9, or train for more steps.")
                .remedies(
                        remedies.withRate(remedies.momentumOfAverages(FASTER).filter(remedy -> soon))
                                .flatMap(faster -> remedies.with(faster, enough)),
                        remedies.epochs(Math.max(epochs, evidence.training().epochs() + 1)));
    }
}
