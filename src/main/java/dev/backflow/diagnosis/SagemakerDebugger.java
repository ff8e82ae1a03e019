package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.diagnosis.PublishedRule.Sighting;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.Interval;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Built-in rules of Amazon SageMaker Debugger that are about training, with their default parameters, as its developer
 * guide lists them ("List of Debugger built-in rules").
 */
final class SagemakerDebugger {

    private static final String SOURCE =
            "Amazon SageMaker Developer Guide, List of Debugger built-in rules (docs.aws.amazon.com)";
    private static final double VANISHED = 1e-7;
    private static final double INACTIVE_SHARE = 0.5;
    /** Those whose output is 0 where they are not active. */
    private static final Predicate<Activation> RELU =
            phi -> phi.activeRange().filter(range -> !range.hasMost()).isPresent();

    private static final Predicate<Activation> SQUASHING =
            phi -> phi.activeRange().filter(Interval::hasMost).isPresent();
    private static final double VARIANCE_RATIO = 10;
    private static final double GRADIENT_RANGE = 1e-3;
    private static final double LEAST_UPDATE = 1e-8;
    private static final double MOST_UPDATE = 10;
    private static final int LOSS_STEPS = 10;
    private static final double LOSS_DECREASE = 0.001;

    private SagemakerDebugger() {}

    static List<Rule> rules() {
        return List.of(
                PublishedRule.of(
                        "vanishing_gradient", Needs.of(Tensor.KERNEL_GRADIENT), SOURCE, SagemakerDebugger::vanishing),
                ofInactivity(
                        "dead_relu",
                        RELU,
                        "the share of ReLUs that are active on less than 1 % of the sample",
                        "ReLUs that are hardly ever active pass hardly any gradient back."),
                ofInactivity(
                        "saturated_activation",
                        SQUASHING,
                        "the share of units with inputs beyond the published limits on 99 % of the sample",
                        "The limits are ±9.4999 for tanh and -23 to 16.99999 for sigmoid: beyond them the slope is below"
                                + " 1e-7 or so."),
                new PublishedRule(
                        "poor_weight_initialization",
                        Needs.of(Tensor.KERNEL, Tensor.KERNEL_GRADIENT),
                        SOURCE,
                        Evidence::untrainedElsewhere,
                        evidence -> Optional.empty(),
                        SagemakerDebugger::poorWeights),
                PublishedRule.of(
                        "weight_update_ratio",
                        Needs.of(Tensor.KERNEL, Tensor.KERNEL_UPDATE).and(Fact.TRAINING, Fact.DATA),
                        SOURCE,
                        SagemakerDebugger::updates),
                PublishedRule.of("loss_not_decreasing", Needs.of(), SOURCE, SagemakerDebugger::loss));
    }

    private static Rule ofInactivity(String id, Predicate<Activation> activations, String quantity, String meaning) {
        return new PublishedRule(
                id,
                Needs.of().and(Fact.NETWORK),
                SOURCE,
                evidence -> notCounted(evidence, activations),
                evidence -> evidence.leavingOut(evidence.undescribed()),
                evidence -> inactive(evidence, activations, quantity, meaning));
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

    /** Layers of which more than half of the units are active on less than 1 % of the examples. */
    private static Optional<Sighting> inactive(
            Evidence evidence, Predicate<Activation> activations, String quantity, String meaning) {
        return PublishedRule.first(
                inactivity(evidence, activations),
                0,
                share -> share > INACTIVE_SHARE,
                quantity,
                INACTIVE_SHARE,
                meaning);
    }

    private static Map<String, double[]> inactivity(Evidence evidence, Predicate<Activation> activations) {
        Map<String, double[]> units = new LinkedHashMap<>(evidence.signal(Signal.INACTIVE_UNITS));
        units.keySet().retainAll(evidence.layers(activations));
        return units;
    }

    /** Whether what it asks for is missing, as in runs that an earlier version recorded. */
    private static Optional<String> notCounted(Evidence evidence, Predicate<Activation> activations) {
        Map<String, double[]> units = inactivity(evidence, activations);
        Map<String, double[]> dead = evidence.signal(Signal.DEAD_UNITS);
        boolean none = units.values().stream().flatMapToDouble(Arrays::stream).allMatch(Double::isNaN);
        boolean slopes = units.keySet().stream()
                .flatMapToDouble(layer -> Arrays.stream(dead.getOrDefault(layer, new double[0])))
                .anyMatch(Double::isFinite);
        return none && slopes
                ? Optional.of(
                        "No unit's activity was counted in this run. If Backflow recorded it before it counted them,"
                                + " train it again.")
                : Optional.empty();
    }

    /**
     * Two of the rule's three signs, in the untrained network. Of the gradients it compares the 5th and 95th
     * percentiles, which are not recorded; they are less than 0.001 apart for certain where smallest and largest are.
     * That the loss does not decrease in 5 steps has a rule of its own.
     */
    private static Optional<Sighting> poorWeights(Evidence evidence) {
        return unlikeVariances(evidence).or(() -> narrowGradients(evidence));
    }

    private static Optional<Sighting> unlikeVariances(Evidence evidence) {
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

    private static Optional<Sighting> narrowGradients(Evidence evidence) {
        Map<String, double[]> least = evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.MIN);
        Map<String, double[]> range = new LinkedHashMap<>();
        evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.MAX)
                .forEach((layer, most) -> range.put(layer, new double[] {most[0] - Signal.column(least, layer)[0]}));
        return PublishedRule.first(
                range,
                0,
                distance -> distance < GRADIENT_RANGE,
                "the distance from the smallest gradient to the largest",
                GRADIENT_RANGE,
                "The rule asks that of the 5th and 95th percentiles, which lie between them, in the untrained network.");
    }

    private static Optional<Sighting> updates(Evidence evidence) {
        return PublishedRule.firstStep(
                evidence,
                evidence.signal(Signal.UPDATE_RATIO),
                "the ratio of update to weight of an average step",
                LEAST_UPDATE,
                MOST_UPDATE);
    }

    /** As a part of the loss before; NaN if there is no telling. */
    private static double decrease(double before, double after) {
        if (!Double.isFinite(before) || !Double.isFinite(after)) {
            return Double.NaN;
        }
        return before == after ? 0 : (before - after) / Math.abs(before);
    }

    private static Optional<Sighting> loss(Evidence evidence) {
        double[] loss = evidence.loss();
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
                                + (Double.isNaN(decrease)
                                        ? ", which is no decrease."
                                        : ", less than the 0.1 % that the rule asks for. A training that has arrived looks"
                                                + " the same to it.")));
            }
        }
        return Optional.empty();
    }
}
