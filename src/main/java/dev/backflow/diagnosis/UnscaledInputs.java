package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A feature is typically larger than 10, or one spreads over 100 times as much as another, and the network has not
 * learned a quarter of what there is. With normalization in front of everything there is nothing to scale, and where
 * the first layer normalizes what its kernel makes of the inputs, only features of different size matter.
 */
final class UnscaledInputs implements ProgressRule {

    static final String ID = "unscaled_inputs";

    private static final double LARGEST = 10;
    private static final double WIDEST = 100;

    /** Features that are no larger than this need no scaling, however little some of them vary. */
    private static final double SMALL = 2;

    private static final double SMALLEST = 0.01;

    /** Progress from which on nothing is wrong. */
    private static final double LEARNED = 0.25;

    /** Unless simple answers reach so much more. */
    private static final double MISSING = 0.2;

    @Override
    public String id() {
        return ID;
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
        boolean learns = curve.last() > LEARNED && !curve.fallsShortBy(MISSING)
                || curve.isHealthy()
                || !curve.stalls() && !evidence.ended();
        Optional<Normalization> normalization = normalization(evidence);
        boolean behindKernel = first(evidence).hasKernel();
        if (learns
                || !behindKernel
                        && normalization.filter(UnscaledInputs::scalesEach).isPresent()) {
            return Optional.empty();
        }
        DataFacts data = evidence.data();
        int largest = largest(data, i -> size(data, i));
        double size = size(data, largest);
        boolean evaluatesOtherwise =
                normalization.filter(inside -> inside.momentum() > 0).isPresent() && curve.last() < 0;
        boolean sized = !(behindKernel && normalization.isPresent()) || evaluatesOtherwise;
        if (sized && size > LARGEST) {
            return Optional.of(large(evidence, largest, size));
        }
        if (sized && size < SMALLEST && size > 0) {
            return Optional.of(small(evidence, largest, size));
        }
        double ratio = ratio(data);
        return ratio > WIDEST && size > SMALL ? Optional.of(unlike(evidence, ratio)) : Optional.empty();
    }

    /** Whether each feature is brought to the same size by itself. */
    private static boolean scalesEach(Normalization normalization) {
        return normalization.over() == Normalization.Over.EXAMPLES;
    }

    /** Which feature has most of something. */
    private static int largest(DataFacts data, IntToDoubleFunction what) {
        return IntStream.range(0, data.inputs())
                .reduce((a, b) -> what.applyAsDouble(b) > what.applyAsDouble(a) ? b : a)
                .orElseThrow();
    }

    /** The root mean square of a feature. */
    private static double size(DataFacts data, int feature) {
        return Math.hypot(data.featureMeans()[feature], data.featureStds()[feature]);
    }

    /** The widest standard deviation of a feature over the narrowest that is not 0. */
    private static double ratio(DataFacts data) {
        double widest = Arrays.stream(data.featureStds()).max().orElse(1);
        return widest
                / Arrays.stream(data.featureStds()).filter(std -> std > 0).min().orElse(widest);
    }

    private static Finding large(Evidence evidence, int feature, double size) {
        return finding(
                evidence,
                Finding.of(ID)
                        .measured("largest root mean square of a feature", size)
                        .againstCalibrated(LARGEST, "1 would be ideal"),
                "The feature " + evidence.data().names().get(feature) + " has a typical size of " + Text.number(size));
    }

    private static Finding small(Evidence evidence, int feature, double size) {
        return finding(
                evidence,
                Finding.of(ID)
                        .measured("largest root mean square of a feature", size)
                        .againstCalibrated(SMALLEST, "1 would be ideal"),
                "No feature is larger than " + evidence.data().names().get(feature) + ", which has a typical size of "
                        + Text.number(size));
    }

    private static Finding unlike(Evidence evidence, double ratio) {
        DataFacts data = evidence.data();
        int widest = largest(data, i -> data.featureStds()[i]);
        return finding(
                evidence,
                Finding.of(ID)
                        .measured("widest standard deviation of a feature over the narrowest", ratio)
                        .againstCalibrated(WIDEST, "1 would be ideal"),
                "The feature " + data.names().get(widest) + " spreads " + Text.number(ratio)
                        + " times as far as another");
    }

    private static Finding finding(Evidence evidence, Finding.Builder seen, String what) {
        LearningCurve curve = evidence.curve();
        Remedies remedies = new Remedies(evidence);
        return seen.errorIf(curve.stalls() || Double.isNaN(curve.last()))
                .in(evidence.layers().get(0))
                .during(evidence.wholeRun())
                .because(what
                        + ". Initial weights are drawn for inputs of size 1: larger ones drive the first layer to its"
                        + " limits, smaller ones are not seen, and features of different size need learning rates of their"
                        + " own. Scale each feature to mean 0 and standard deviation 1.")
                .remedies(
                        remedies.withRate(remedies.scaledInputs()),
                        remedies.scaledInputs(),
                        remedies.normalizedInputs())
                .see("LeCun, Bottou, Orr and Müller: Efficient backprop, 1998, section 4.3");
    }
}
