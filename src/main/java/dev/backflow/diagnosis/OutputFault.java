package dev.backflow.diagnosis;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.Interval;
import dev.backflow.engine.losses.OutputKind;
import dev.backflow.spec.WireNames;
import java.util.Optional;

/**
 * What is wrong with an output activation under a loss.
 *
 * @param threshold what the measured quantity should have reached, or stayed above
 * @param wanted an activation that suits the loss
 * @param hopeless whether no weights can answer with the targets
 */
record OutputFault(
        String quantity, double measured, double threshold, String explanation, String wanted, boolean hopeless) {

    /** Of the spread of the targets, beyond which they cannot be answered. */
    private static final double MOST_BEYOND = 0.05;

    /** One that weights may get around. */
    OutputFault(String quantity, double measured, double threshold, String explanation, String wanted) {
        this(quantity, measured, threshold, explanation, wanted, false);
    }

    /** Of the distance between the smallest and the largest target, and of 1 for margins. */
    private static final double TOLERANCE = 1e-3;

    private static final double SUM_TOLERANCE = 0.01;
    private static final double FARTHEST = 1e4;
    private static final String SMALLEST = "smallest output at pre_activations from -10000 to 10000";
    private static final String LARGEST_SUM = "largest sum of the outputs at pre_activations from -10000 to 10000";

    static Optional<OutputFault> of(OutputKind takes, JudgedLayer output, DataFacts data) {
        Activation activation = output.activation();
        return switch (takes) {
            case PROBABILITY ->
                noProbabilities(takes, activation, output.units()).or(() -> sharedOut(activation, data));
            case DISTRIBUTION -> noProbabilities(takes, activation, output.units());
            case LOGIT, CLASS_LOGITS -> squashedTwice(takes, activation, output.units());
            case COUNT -> negative(activation).or(() -> beyondReach(activation, data));
            case MARGIN -> oneSided(activation);
            case VALUE -> sharedOut(activation, data).or(() -> beyondReach(activation, data));
            case OTHER -> Optional.empty();
        };
    }

    private static String name(Activation activation) {
        return WireNames.of(activation.getClass());
    }

    private static double smallest(Activation activation) {
        return Math.max(activation.range().least(), -FARTHEST);
    }

    private static Optional<OutputFault> noProbabilities(OutputKind takes, Activation activation, int units) {
        Interval range = activation.range();
        boolean inside = range.least() >= 0 && range.most() <= 1;
        if (takes.isExclusive() ? activation.isDistribution() : inside) {
            return Optional.empty();
        }
        String explanation = inside
                ? "The loss takes probabilities that add up to 1 over the classes, but " + name(activation)
                        + " gives each class one of its own. What they add up to depends on the example, and the network is"
                        + " never told that the classes exclude each other."
                : "The loss takes probabilities, but " + name(activation) + " gives " + Text.interval(range)
                        + ". What is no probability is cut off, and where it is cut off no gradient comes back.";
        String wanted = takes.isExclusive() ? "softmax" : "sigmoid";
        return Optional.of(
                range.least() < 0
                        ? new OutputFault(SMALLEST, smallest(activation), 0, explanation, wanted)
                        : new OutputFault(
                                LARGEST_SUM, units * Math.min(range.most(), FARTHEST), 1, explanation, wanted));
    }

    /** Of one logit both ends count, of those of several classes the distance between them. */
    private static Optional<OutputFault> squashedTwice(OutputKind takes, Activation activation, int units) {
        Interval range = activation.range();
        boolean exclusive = takes.isExclusive();
        boolean narrow = exclusive ? range.hasLeast() && range.hasMost() : range.hasLeast() || range.hasMost();
        if (!narrow) {
            return Optional.empty();
        }
        boolean never = range.hasMost();
        double reach = exclusive ? range.most() - range.least() : never ? range.most() : range.least();
        double extreme = 1 / (1 + (exclusive ? units - 1 : 1) * Math.exp(-reach));
        return Optional.of(new OutputFault(
                (never ? "largest" : "smallest") + " probability that the loss can make of the outputs",
                extreme,
                never ? 1 : 0,
                "The loss turns numbers of any size into probabilities itself, but " + name(activation) + " gives "
                        + Text.interval(range) + " only. Of these the loss makes no probability "
                        + (never ? "above " : "below ") + Text.number(extreme)
                        + ", so the network can never be sure of an answer, and its gradients stay small.",
                "linear"));
    }

    /** Poisson's loss takes the logarithm of the output. */
    private static Optional<OutputFault> negative(Activation activation) {
        return activation.range().least() < 0
                ? Optional.of(new OutputFault(
                        SMALLEST,
                        smallest(activation),
                        0,
                        "The loss takes the logarithm of the output, the count that is expected, but "
                                + name(activation) + " gives " + Text.interval(activation.range())
                                + ". At the first negative output the loss is no number, and all weights are lost.",
                        "softplus"))
                : Optional.empty();
    }

    /** Hinges want 1 and more of one class, -1 and less of the other. */
    private static Optional<OutputFault> oneSided(Activation activation) {
        return activation.range().least() > -1 + TOLERANCE
                ? Optional.of(new OutputFault(
                        SMALLEST,
                        smallest(activation),
                        -1,
                        "The loss wants outputs of -1 or less for one class and of 1 or more for the other, but "
                                + name(activation) + " gives " + Text.interval(activation.range())
                                + ". However sure the network is of the first class, it pays for it.",
                        "linear"))
                : Optional.empty();
    }

    /** Outputs that add up to 1 cannot answer labels that are independent of each other. */
    private static Optional<OutputFault> sharedOut(Activation activation, DataFacts data) {
        double sum = data.largestSum() > 1 + SUM_TOLERANCE ? data.largestSum() : data.smallestSum();
        return activation.isDistribution() && Math.abs(sum - 1) > SUM_TOLERANCE
                ? Optional.of(new OutputFault(
                        "sum of the targets of an example",
                        sum,
                        1,
                        "The outputs of " + name(activation) + " add up to 1, but the targets of an example add up to "
                                + Text.number(data.smallestSum()) + " to " + Text.number(data.largestSum())
                                + ". Labels that do not exclude each other cannot be answered so.",
                        "sigmoid",
                        true))
                : Optional.empty();
    }

    private static Optional<OutputFault> beyondReach(Activation activation, DataFacts data) {
        Interval range = activation.range();
        double least = data.targetMin();
        double most = data.targetMax();
        double below = (range.least() - least) / (most - least);
        double above = (most - range.most()) / (most - least);
        boolean signs = least == -1 && most == 1;
        return Math.max(below, above) > TOLERANCE
                ? Optional.of(new OutputFault(
                        "target beyond all outputs",
                        below > TOLERANCE ? least : most,
                        below > TOLERANCE ? range.least() : range.most(),
                        "The targets go from " + Text.number(least) + " to " + Text.number(most) + ", but "
                                + name(activation) + " gives " + Text.interval(range)
                                + " only. Whatever the network learns, it cannot answer with the others."
                                + (signs ? " Use tanh, write the labels as 0 and 1, or take a hinge loss." : ""),
                        signs ? "tanh" : "linear",
                        Math.max(below, above) > MOST_BEYOND))
                : Optional.empty();
    }
}
