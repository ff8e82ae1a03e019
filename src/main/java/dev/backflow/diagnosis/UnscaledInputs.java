package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A feature is typically larger than 10, or one spreads over 100 times as much as another, and the network has not
 * learned a quarter of what there is. With normalization in front of everything there is nothing to scale, and where
 * the first layer normalizes what its kernel makes of the inputs, only features of different size matter.
 */
final class UnscaledInputs implements ProgressRule {

    private static final double LARGEST = 10;
    private static final double WIDEST = 100;

    @Override
    public String id() {
        return "unscaled_inputs";
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        Optional<LayerParts> parts = evidence.parts().apply(first(evidence));
        return parts.isEmpty()
                        || normalization(evidence)
                                .filter(normalization -> normalization.over() == Normalization.Over.OTHER)
                                .isPresent()
                ? Optional.of("It does not know what " + Evidence.name(first(evidence))
                        + ", the first layer, does to the size of inputs.")
                : ProgressRule.super.objection(evidence);
    }

    private static LayerSpec first(Evidence evidence) {
        return evidence.network().expanded().get(0);
    }

    private static Optional<Normalization> normalization(Evidence evidence) {
        return evidence.parts().apply(first(evidence)).flatMap(LayerParts::normalization);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean learns = curve.isLearning() || !curve.stalls() && !evidence.ended();
        Optional<Normalization> normalization = normalization(evidence);
        boolean behindKernel = first(evidence).hasKernel();
        if (learns
                || !behindKernel
                        && normalization.filter(UnscaledInputs::scalesEach).isPresent()) {
            return Optional.empty();
        }
        double size = size(evidence.data());
        double ratio = ratio(evidence.data());
        if (size > LARGEST && !(behindKernel && normalization.isPresent())) {
            return Optional.of(large(evidence, size));
        }
        return ratio > WIDEST ? Optional.of(unlike(evidence, ratio)) : Optional.empty();
    }

    /** Whether each feature is brought to the same size by itself. */
    private static boolean scalesEach(Normalization normalization) {
        return normalization.over() == Normalization.Over.EXAMPLES;
    }

    /** The largest root mean square of a feature. */
    private static double size(DataFacts data) {
        double[] means = data.featureMeans();
        double[] stds = data.featureStds();
        return IntStream.range(0, means.length)
                .mapToDouble(i -> Math.sqrt(means[i] * means[i] + stds[i] * stds[i]))
                .max()
                .orElse(0);
    }

    /** The widest standard deviation of a feature over the narrowest that is not 0. */
    private static double ratio(DataFacts data) {
        double widest = Arrays.stream(data.featureStds()).max().orElse(1);
        return widest
                / Arrays.stream(data.featureStds()).filter(std -> std > 0).min().orElse(widest);
    }

    private Finding large(Evidence evidence, double size) {
        return finding(
                evidence,
                Finding.of(id())
                        .measured("largest root mean square of a feature", size)
                        .againstCalibrated(LARGEST, "1 would be ideal"),
                "A feature has a typical size of " + Text.number(size));
    }

    private Finding unlike(Evidence evidence, double ratio) {
        return finding(
                evidence,
                Finding.of(id())
                        .measured("widest standard deviation of a feature over the narrowest", ratio)
                        .againstCalibrated(WIDEST, "1 would be ideal"),
                "One feature spreads " + Text.number(ratio) + " times as far as another");
    }

    private static Finding finding(Evidence evidence, Finding.Builder seen, String what) {
        LearningCurve curve = evidence.curve();
        return seen.errorIf(curve.stalls() || Double.isNaN(curve.last()))
                .in(evidence.layers().get(0))
                .during(evidence.wholeRun())
                .because(what
                        + ". Initial weights are drawn for inputs of size 1: larger ones drive the first layer to its"
                        + " limits, and features of different size need learning rates of their own.")
                .remedies(new Remedies(evidence).scaledInputs())
                .see("LeCun, Bottou, Orr and Müller: Efficient backprop, 1998, section 4.3");
    }
}
