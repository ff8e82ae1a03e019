package dev.backflow.diagnosis;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.losses.CategoricalLoss;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.MarginLoss;
import dev.backflow.engine.losses.ProbabilityLoss;
import dev.backflow.engine.losses.RegressionLoss;
import dev.backflow.spec.WireNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The last layer's activation does not give what the loss takes: probabilities from 0 to 1 for crossentropies, numbers of
 * any size for those computed from logits, none below 0 for poisson, -1 and less too for hinges, and for a regression all
 * the values that the targets have.
 */
final class WrongOutputActivation implements Rule {

    /** Of the distance between the smallest and the largest target. */
    private static final double TOLERANCE = 1e-3;

    private static final float FARTHEST = 1e4f;
    private static final String WITHIN = " at pre_activations from -10000 to 10000";
    private static final float[] PROBES = {-FARTHEST, -100, -10, -3, -1, -0.3f, 0, 0.3f, 1, 3, 10, 100, FARTHEST};

    @Override
    public String id() {
        return "wrong_output_activation";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LayerSpec.Dense output = evidence.output();
        if (output.residual()) {
            return Optional.empty();
        }
        Loss loss = evidence.training().loss();
        if (loss instanceof RegressionLoss.Poisson) {
            Optional<Finding> negative = negative(evidence, output.activation());
            return negative.isPresent() ? negative : beyond(evidence, output.activation());
        }
        if (loss instanceof RegressionLoss) {
            return beyond(evidence, output.activation());
        }
        if (loss instanceof MarginLoss) {
            return oneSided(evidence, output.activation());
        }
        boolean oneHot = loss instanceof CategoricalLoss;
        String wanted = oneHot ? "softmax" : "sigmoid";
        boolean logits = takesLogits(loss);
        Optional<Range> range = Range.of(output.activation());
        boolean softmax = output.activation() instanceof Activation.Softmax;
        if (logits) {
            return range.or(() -> softmax ? Optional.of(Range.OF_PROBABILITIES) : Optional.empty())
                    .filter(outputs -> outputs.isTooNarrow(oneHot))
                    .map(outputs -> squashedTwice(evidence, outputs, oneHot));
        }
        boolean probabilities = range.map(Range::isOfProbabilities).orElse(softmax) && (softmax || !oneHot);
        if (!takesProbabilities(loss) || probabilities) {
            return Optional.empty();
        }
        return Optional.of(noProbabilities(evidence, range.orElse(Range.OF_LOGARITHMS), wanted));
    }

    private Finding squashedTwice(Evidence evidence, Range outputs, boolean oneHot) {
        boolean never = outputs.most() < Double.POSITIVE_INFINITY;
        double reach = oneHot ? outputs.most() - outputs.least() : never ? outputs.most() : outputs.least();
        int others = oneHot ? evidence.output().units() - 1 : 1;
        double extreme = 1 / (1 + others * Math.exp(-reach));
        String explanation = "The loss turns numbers of any size into probabilities itself, but "
                + WireNames.of(evidence.output().activation().getClass()) + " gives " + outputs
                + " only. Of these the loss makes no probability " + (never ? "above " : "below ")
                + Text.number(extreme)
                + ", so the network can never be sure of an answer, and its gradients stay small.";
        Finding.Measured measured = new Finding.Measured(
                (never ? "largest" : "smallest") + " probability that the loss can make of the outputs", extreme);
        return finding(evidence, measured, never ? 1 : 0, explanation, "linear");
    }

    private Finding noProbabilities(Evidence evidence, Range range, String wanted) {
        String name = WireNames.of(evidence.output().activation().getClass());
        String explanation = range.isOfProbabilities()
                ? "The loss takes probabilities that add up to 1 over the classes, but " + name
                        + " gives each class one of its own. What they add up to depends on the example, and the network is"
                        + " never told that the classes exclude each other."
                : "The loss takes probabilities, but " + name + " gives " + range
                        + ". What is no probability is cut off, and where it is cut off no gradient comes back.";
        boolean negative = range.least() < 0;
        Finding.Measured measured = negative
                ? new Finding.Measured("smallest output" + WITHIN, Math.max(range.least(), -FARTHEST))
                : new Finding.Measured(
                        "largest sum of the outputs" + WITHIN,
                        evidence.output().units() * Math.min(range.most(), FARTHEST));
        return finding(evidence, measured, negative ? 0 : 1, explanation, wanted);
    }

    private static boolean takesLogits(Loss loss) {
        return loss instanceof ProbabilityLoss.BinaryCrossentropy binary && binary.fromLogits()
                || loss instanceof ProbabilityLoss.BinaryFocalCrossentropy focal && focal.fromLogits()
                || loss instanceof CategoricalLoss.CategoricalCrossentropy categorical && categorical.fromLogits()
                || loss instanceof CategoricalLoss.SparseCategoricalCrossentropy sparse && sparse.fromLogits();
    }

    private static boolean takesProbabilities(Loss loss) {
        return !takesLogits(loss) && (loss instanceof ProbabilityLoss || loss instanceof CategoricalLoss);
    }

    /** Poisson's loss takes the logarithm of the output. */
    private Optional<Finding> negative(Evidence evidence, Activation activation) {
        return Range.of(activation)
                .filter(range -> range.least() < 0)
                .map(range -> finding(
                        evidence,
                        new Finding.Measured("smallest output" + WITHIN, Math.max(range.least(), -FARTHEST)),
                        0,
                        "The loss takes the logarithm of the output, the count that is expected, but "
                                + WireNames.of(activation.getClass()) + " gives " + range
                                + ". At the first negative output the loss is no number, and all weights are lost.",
                        "softplus"));
    }

    /** Hinges want 1 and more of one class, -1 and less of the other. */
    private Optional<Finding> oneSided(Evidence evidence, Activation activation) {
        return Range.of(activation)
                .filter(range -> range.least() > -1 + TOLERANCE)
                .map(range -> finding(
                        evidence,
                        new Finding.Measured("smallest output" + WITHIN, Math.max(range.least(), -FARTHEST)),
                        -1,
                        "The loss wants outputs of -1 or less for one class and of 1 or more for the other, but "
                                + WireNames.of(activation.getClass()) + " gives " + range
                                + ". However sure the network is of the first class, it pays for it.",
                        "linear"));
    }

    private Optional<Finding> beyond(Evidence evidence, Activation activation) {
        double least = evidence.data().targetMin();
        double most = evidence.data().targetMax();
        double tolerance = TOLERANCE * (most - least);
        return Range.of(activation)
                .filter(range -> least < range.least() - tolerance || most > range.most() + tolerance)
                .map(range -> finding(
                        evidence,
                        new Finding.Measured(
                                "target beyond all outputs", least < range.least() - tolerance ? least : most),
                        least < range.least() - tolerance ? range.least() : range.most(),
                        "The targets go from " + Text.number(least) + " to " + Text.number(most) + ", but "
                                + WireNames.of(activation.getClass()) + " gives " + range
                                + " only. Whatever the network learns, it cannot answer with the others.",
                        "linear"));
    }

    private Finding finding(
            Evidence evidence, Finding.Measured measured, double threshold, String explanation, String wanted) {
        double[] loss = evidence.metric("loss");
        return new Finding(
                id(),
                Arrays.stream(loss).anyMatch(Double::isNaN) ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                List.of(evidence.output().name()),
                new Finding.Epochs(
                        evidence.measured().epochs()[0], evidence.course().lastEpoch()),
                measured,
                new Finding.Threshold(threshold, "the definitions of the loss and of the activation"),
                explanation,
                new Remedies(evidence).output(wanted).stream().toList(),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2");
    }

    /** What an activation can give. */
    private record Range(double least, double most) {

        /** Of log_softmax. */
        static final Range OF_LOGARITHMS = new Range(Double.NEGATIVE_INFINITY, 0);

        /** Of softmax. */
        static final Range OF_PROBABILITIES = new Range(0, 1);

        boolean isOfProbabilities() {
            return least >= 0 && most <= 1;
        }

        /** For logits: of one output both ends count, of several the distance between them. */
        boolean isTooNarrow(boolean oneHot) {
            boolean below = least > Double.NEGATIVE_INFINITY;
            boolean above = most < Double.POSITIVE_INFINITY;
            return oneHot ? below && above : below || above;
        }

        /** Of those that look at one number; empty for the others. */
        static Optional<Range> of(Activation activation) {
            if (!(activation instanceof ElementwiseActivation phi)) {
                return Optional.empty();
            }
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (float z : PROBES) {
                least = Math.min(least, phi.value(z));
                most = Math.max(most, phi.value(z));
            }
            return Optional.of(new Range(
                    least < -90 ? Double.NEGATIVE_INFINITY : least, most > 90 ? Double.POSITIVE_INFINITY : most));
        }

        @Override
        public String toString() {
            String from = Double.isInfinite(least) ? "numbers of any size" : "numbers from " + Text.number(least);
            if (Double.isInfinite(most)) {
                return from + (Double.isInfinite(least) ? "" : " upwards");
            }
            return from + (Double.isInfinite(least) ? " up to " : " to ") + Text.number(most);
        }
    }
}
