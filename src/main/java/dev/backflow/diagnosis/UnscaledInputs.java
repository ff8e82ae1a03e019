package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A feature is typically larger than 10, or one spreads over 100 times as much as another, and the network has not learned
 * a quarter of what there is. With normalization in front of everything there is nothing to scale, and where the first
 * layer normalizes what its kernel makes of the inputs, only features of different size matter.
 */
final class UnscaledInputs implements ProgressRule {

    private static final double LARGEST = 10;
    private static final double WIDEST = 100;

    @Override
    public String id() {
        return "unscaled_inputs";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        double[] means = evidence.data().featureMeans();
        double[] stds = evidence.data().featureStds();
        double size = IntStream.range(0, means.length)
                .mapToDouble(i -> Math.sqrt(means[i] * means[i] + stds[i] * stds[i]))
                .max()
                .orElse(0);
        double widest = Arrays.stream(stds).max().orElse(1);
        double ratio = widest / Arrays.stream(stds).filter(std -> std > 0).min().orElse(widest);
        LayerSpec first = evidence.network().expanded().get(0);
        boolean normalizes = first instanceof LayerSpec.Dense dense && dense.normalization() != null;
        boolean large = size > LARGEST && !normalizes;
        boolean unscaled = large || ratio > WIDEST;
        boolean learns = course.isLearning() || !course.stalls() && !evidence.ended();
        if (!unscaled || learns || first instanceof LayerSpec.BatchNormalization) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                id(),
                course.stalls() || Double.isNaN(course.last()) ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                List.of(evidence.layers().get(0)),
                new Finding.Epochs(course.epochs()[0], course.lastEpoch()),
                large
                        ? new Finding.Measured("largest root mean square of a feature", size)
                        : new Finding.Measured("widest standard deviation of a feature over the narrowest", ratio),
                new Finding.Threshold(large ? LARGEST : WIDEST, "Backflow's calibration; 1 would be ideal"),
                (large
                                ? "A feature has a typical size of " + Text.number(size)
                                : "One feature spreads " + Text.number(ratio) + " times as far as another")
                        + ". Initial weights are drawn for inputs of size 1: larger ones drive the first layer to its limits,"
                        + " and features of different size need learning rates of their own.",
                List.of(new Remedies(evidence).scaledInputs()),
                "LeCun, Bottou, Orr and Müller: Efficient backprop, 1998, section 4.3"));
    }
}
