package dev.backflow.diagnosis;

import dev.backflow.diagnosis.PublishedRule.Sighting;
import dev.backflow.engine.ElementwiseActivation;
import dev.backflow.engine.LayerSpec;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Built-in rules of Amazon SageMaker Debugger that are about training, with their default parameters, as its developer guide
 * lists them ("List of Debugger built-in rules").
 */
final class SagemakerDebugger {

    private static final String SOURCE =
            "Amazon SageMaker Developer Guide, List of Debugger built-in rules (docs.aws.amazon.com)";
    private static final double VANISHED = 1e-7;
    private static final double DEAD_SHARE = 0.5;
    private static final double TANH_LIMIT = 9.4999;
    private static final double SIGMOID_LEAST = -23;
    private static final double SIGMOID_MOST = 16.99999;
    private static final double VARIANCE_RATIO = 10;
    private static final double LEAST_UPDATE = 1e-8;
    private static final double MOST_UPDATE = 10;
    private static final int LOSS_STEPS = 10;
    private static final double LOSS_DECREASE = 0.001;

    private SagemakerDebugger() {}

    static List<Rule> rules() {
        return List.of(
                PublishedRule.of(
                        "vanishing_gradient", List.of(Tensor.KERNEL_GRADIENT), SOURCE, SagemakerDebugger::vanishing),
                PublishedRule.of("dead_relu", List.of(), SOURCE, SagemakerDebugger::deadRelu),
                new PublishedRule(
                        "saturated_activation",
                        List.of(Tensor.PRE_ACTIVATION),
                        SOURCE,
                        SagemakerDebugger::mayBeSaturated,
                        evidence -> Optional.empty()),
                new PublishedRule(
                        "poor_weight_initialization",
                        List.of(Tensor.KERNEL),
                        SOURCE,
                        Evidence::untrainedElsewhere,
                        SagemakerDebugger::poorWeights),
                PublishedRule.of(
                        "weight_update_ratio",
                        List.of(Tensor.KERNEL, Tensor.KERNEL_UPDATE),
                        SOURCE,
                        SagemakerDebugger::updates),
                PublishedRule.of("loss_not_decreasing", List.of(), SOURCE, SagemakerDebugger::loss));
    }

    private static Optional<Sighting> vanishing(Evidence evidence) {
        return PublishedRule.first(
                evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.MEAN_ABS),
                0,
                mean -> mean < VANISHED,
                "the mean of the absolute gradients",
                VANISHED,
                "Gradients this small leave the weights where they are.");
    }

    /** A unit is dead below 1 % activity; here, at none on the sample. */
    private static Optional<Sighting> deadRelu(Evidence evidence) {
        Map<String, double[]> rectifiers = new LinkedHashMap<>(evidence.signal(Signal.DEAD_UNITS));
        rectifiers.keySet().retainAll(named(evidence, ElementwiseActivation.Relu.class));
        return PublishedRule.first(
                rectifiers,
                0,
                share -> share > DEAD_SHARE,
                "the share of ReLUs that are never active on the sample",
                DEAD_SHARE,
                "The tool calls a ReLU dead that is active less than 1 % of the time.");
    }

    private static List<String> named(Evidence evidence, Class<?> activation) {
        return evidence.network().expanded().stream()
                .filter(layer -> layer instanceof LayerSpec.Dense dense && activation.isInstance(dense.activation()))
                .map(LayerSpec::name)
                .toList();
    }

    /** It counts units that are beyond its limits nearly always; of a layer only the extremes are known. */
    private static Optional<String> mayBeSaturated(Evidence evidence) {
        boolean beyond = isBeyond(evidence, ElementwiseActivation.Tanh.class, -TANH_LIMIT, TANH_LIMIT)
                || isBeyond(evidence, ElementwiseActivation.Sigmoid.class, SIGMOID_LEAST, SIGMOID_MOST);
        return beyond
                ? Optional.of(
                        "Some pre-activations are beyond the published limits (±9.4999 for tanh, -23 to 16.99999 for"
                                + " sigmoid), but how many units stay there is not recorded. Backflow's own saturation tells.")
                : Optional.empty();
    }

    private static boolean isBeyond(Evidence evidence, Class<?> activation, double least, double most) {
        Map<String, double[]> min = evidence.statistic(Tensor.PRE_ACTIVATION, Statistic.MIN);
        Map<String, double[]> max = evidence.statistic(Tensor.PRE_ACTIVATION, Statistic.MAX);
        return named(evidence, activation).stream()
                .filter(min::containsKey)
                .anyMatch(layer -> Arrays.stream(min.get(layer)).anyMatch(z -> z < least)
                        || Arrays.stream(max.get(layer)).anyMatch(z -> z > most));
    }

    /**
     * The ratio of variances is one of the rule's three signs. The others, gradients whose 5th and 95th percentiles are less
     * than 0.001 apart and a loss that does not decrease in 5 steps, are not judged: percentiles are not recorded, and the loss
     * has a rule of its own.
     */
    private static Optional<Sighting> poorWeights(Evidence evidence) {
        double[] variances = evidence.statistic(Tensor.KERNEL, Statistic.STD).values().stream()
                .mapToDouble(std -> std[0] * std[0])
                .sorted()
                .toArray();
        double ratio = variances[variances.length - 1] / variances[0];
        return variances.length > 1 && ratio > VARIANCE_RATIO
                ? Optional.of(new Sighting(
                        List.of(),
                        0,
                        "the largest variance of a layer's weights over the smallest",
                        ratio,
                        VARIANCE_RATIO,
                        "Before training the variances of the layers' weights differ by a factor of "
                                + Text.number(ratio)
                                + ", more than the published threshold of 10. Layers of different width are drawn"
                                + " differently on purpose, which this rule does not know."))
                : Optional.empty();
    }

    private static Optional<Sighting> updates(Evidence evidence) {
        return PublishedRule.firstStep(
                evidence,
                evidence.signal(Signal.UPDATE_RATIO),
                "the ratio of update to weight of an average step",
                LEAST_UPDATE,
                MOST_UPDATE);
    }

    /** As a part of the loss before; a loss that is no number counts as one that has risen beyond all bounds. */
    private static double decrease(double before, double after) {
        if (!Double.isFinite(before) || !Double.isFinite(after)) {
            return -Double.MAX_VALUE;
        }
        return before == after ? 0 : (before - after) / Math.abs(before);
    }

    private static Optional<Sighting> loss(Evidence evidence) {
        double[] loss = evidence.metric("loss");
        for (int i = LOSS_STEPS; i < loss.length; i++) {
            double decrease = decrease(loss[i - LOSS_STEPS], loss[i]);
            if (!(decrease >= LOSS_DECREASE)) {
                return Optional.of(new Sighting(
                        List.of(),
                        i - LOSS_STEPS,
                        "the decrease of the loss in 10 recorded epochs",
                        decrease,
                        LOSS_DECREASE,
                        "From one recorded epoch to the tenth after it the loss went from "
                                + Text.number(loss[i - LOSS_STEPS]) + " to " + Text.number(loss[i])
                                + ", less than the 0.1 % that the rule asks for. A training that has arrived looks the same"
                                + " to it."));
            }
        }
        return Optional.empty();
    }
}
