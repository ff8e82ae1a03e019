package dev.backflow.diagnosis;

import dev.backflow.engine.losses.OutputKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Numbers that are to be answered are far from what an untrained network answers, which is about 0 ± 1: a column of
 * targets has a root mean square above 10, or all of them vary by less than 0.01, and the network has not learned half
 * of what there is.
 */
final class UnscaledTargets implements ProgressRule {

    static final String ID = "unscaled_targets";

    private static final double LARGEST = 10;
    private static final double SMALLEST = 0.01;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean asked = !curve.isUntrained() || evidence.training().epochs() == 0;
        return isOfNumbers(evidence) && asked && !curve.isHealthy() && (evidence.ended() || curve.stalls())
                ? size(evidence).map(size -> finding(evidence, size, curve.stalls() || !(curve.last() > 0)))
                : Optional.empty();
    }

    /** An output that cannot reach the targets is another matter. */
    private static boolean isOfNumbers(Evidence evidence) {
        OutputKind takes = evidence.training().loss().takes();
        return takes == OutputKind.VALUE
                && evidence.data().classShares().length == 0
                && OutputFault.of(takes, evidence.output(), evidence.data()).isEmpty();
    }

    /**
     * What is odd about the targets.
     *
     * @param text such as "the targets are about 1000 in size"
     */
    private record Size(String quantity, double value, double threshold, String text) {}

    private static Optional<Size> size(Evidence evidence) {
        double[] means = evidence.data().targetMeans();
        double[] stds = evidence.data().targetStds();
        double largest = IntStream.range(0, means.length)
                .mapToDouble(i -> Math.hypot(means[i], stds[i]))
                .max()
                .orElse(0);
        double widest = Arrays.stream(stds).max().orElse(0);
        if (largest > LARGEST) {
            String range = Text.number(evidence.data().targetMin()) + " to "
                    + Text.number(evidence.data().targetMax());
            return Optional.of(new Size(
                    "largest root mean square of a target column",
                    largest,
                    LARGEST,
                    "The targets go from " + range + ", with a typical size of " + Text.number(largest)));
        }
        return widest < SMALLEST && widest > 0
                ? Optional.of(new Size(
                        "widest standard deviation of a target column",
                        widest,
                        SMALLEST,
                        "The targets vary by " + Text.number(widest) + " only"))
                : Optional.empty();
    }

    private Finding finding(Evidence evidence, Size size, boolean hopeless) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .errorIf(hopeless)
                .in(evidence.output().name())
                .during(evidence.wholeRun())
                .measured(size.quantity(), size.value())
                .againstCalibrated(size.threshold(), "1 would be ideal")
                .because(size.text()
                        + ", where an untrained network answers about 0 ± 1. Most of the training is spent on that"
                        + " distance, or the first steps are as large as it is. Scale the targets to mean 0 and standard"
                        + " deviation 1; predictions are scaled back.")
                .remedies(
                        remedies.withRate(remedies.scaledTargets()),
                        remedies.scaledTargets(),
                        remedies.reachingRate(size.value()))
                .see("LeCun, Bottou, Orr and Müller: Efficient backprop, 1998, section 4.3 (shifting and scaling)");
    }
}
