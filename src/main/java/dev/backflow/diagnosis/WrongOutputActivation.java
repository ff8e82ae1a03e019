package dev.backflow.diagnosis;

import dev.backflow.engine.Activation;
import dev.backflow.engine.CategoricalLoss;
import dev.backflow.engine.ElementwiseActivation;
import dev.backflow.engine.LayerSpec;
import dev.backflow.engine.Loss;
import dev.backflow.engine.ProbabilityLoss;
import dev.backflow.engine.RegressionLoss;
import dev.backflow.engine.WireNames;
import java.util.List;
import java.util.Optional;

/**
 * The last layer's activation does not give what the loss takes: probabilities from 0 to 1 for crossentropies, numbers of any
 * size for those computed from logits, and for a regression all the values that the targets have.
 */
final class WrongOutputActivation implements Rule {

    private static final double TOLERANCE = 1e-3;
    private static final float[] PROBES = {-1e4f, -100, -10, -3, -1, -0.3f, 0, 0.3f, 1, 3, 10, 100, 1e4f};

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
        if (loss instanceof RegressionLoss) {
            return beyond(evidence, output.activation());
        }
        boolean oneHot = loss instanceof CategoricalLoss;
        String wanted = oneHot ? "softmax" : "sigmoid";
        boolean logits = takesLogits(loss);
        Optional<Range> range = Range.of(output.activation());
        boolean probabilities = range.isEmpty()
                ? output.activation() instanceof Activation.Softmax
                : range.get().least() >= 0 && range.get().most() <= 1 && !oneHot;
        if (!takesProbabilities(loss) && !logits || logits != probabilities) {
            return Optional.empty();
        }
        String name = WireNames.of(output.activation().getClass());
        return Optional.of(finding(
                evidence,
                logits
                        ? "The loss turns numbers of any size into probabilities itself, but " + name
                                + " has done so already: it gives 0 to 1 only. The network can never be sure of an answer,"
                                + " and its gradients stay small."
                        : "The loss takes probabilities, but " + name + " gives "
                                + range.map(Range::toString).orElse("other numbers")
                                + ". What is no probability is cut off, and where it is cut off no gradient comes back.",
                logits ? "linear" : wanted));
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

    private Optional<Finding> beyond(Evidence evidence, Activation activation) {
        double least = evidence.data().targetMin();
        double most = evidence.data().targetMax();
        return Range.of(activation)
                .filter(range -> least < range.least() - TOLERANCE || most > range.most() + TOLERANCE)
                .map(range -> finding(
                        evidence,
                        "The targets go from " + Text.number(least) + " to " + Text.number(most) + ", but "
                                + WireNames.of(activation.getClass()) + " gives " + range
                                + " only. Whatever the network learns, it cannot answer with the others.",
                        "linear"));
    }

    private Finding finding(Evidence evidence, String explanation, String wanted) {
        double largest = Math.max(
                Math.abs(evidence.data().targetMin()), Math.abs(evidence.data().targetMax()));
        return new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(evidence.output().name()),
                new Finding.Epochs(0, evidence.course().lastEpoch()),
                new Finding.Measured("largest target", largest),
                new Finding.Threshold(1, "the definitions of the loss and of the activation"),
                explanation,
                new Remedies(evidence).output(wanted).stream().toList(),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2");
    }

    /** What an activation can give. */
    private record Range(double least, double most) {

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
            String from = Double.isInfinite(least) ? "numbers of any size below" : "numbers from " + Text.number(least);
            return from + (Double.isInfinite(most) ? " upwards" : " up to " + Text.number(most));
        }
    }
}
