package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Penalties or weight decay draw the kernels to 0: in the end one has less than a tenth of the length that it was drawn
 * with, or all have less than half. And the network does no better than a constant, or falls short by a tenth of what
 * nearest neighbours or a linear model reach. Where accuracy does not tell, all kernels have become shorter and the loss
 * with its penalties is no less than that of a constant answer without any.
 */
final class ExcessiveRegularization implements Rule {

    static final String ID = "excessive_regularization";

    private static final double LEAST = 0.1;

    /** Where all kernels have become shorter: what is learned makes them longer. */
    private static final double ALL = 0.5;

    private static final double MISSING = 0.1;

    /** Of the loss of a constant answer, where nothing else tells what is learned. */
    private static final double NO_LESS = 0.98;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Needs needs() {
        return Needs.of(Tensor.KERNEL).and(Fact.NETWORK, Fact.TRAINING, Fact.DATA);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        boolean penalized = Progress.isPenalized(evidence);
        Double decay = evidence.training().optimizer().options().weightDecay();
        if (!penalized && (decay == null || decay == 0) || hasLearned(evidence)) {
            return Optional.empty();
        }
        Map<String, double[]> lengths = evidence.statistic(Tensor.KERNEL, Statistic.L2);
        boolean allSmaller = lengths.values().stream().allMatch(lengthsOf -> left(lengthsOf) < ALL);
        boolean inVain = penalized && isInVain(evidence, lengths);
        double most = inVain ? 1 : allSmaller ? ALL : LEAST;
        List<String> shrunk = lengths.entrySet().stream()
                .filter(layer -> left(layer.getValue()) < most)
                .map(Map.Entry::getKey)
                .toList();
        double least = lengths.values().stream()
                .mapToDouble(ExcessiveRegularization::left)
                .min()
                .orElse(1);
        return shrunk.isEmpty() ? Optional.empty() : Optional.of(finding(evidence, shrunk, least, most, penalized));
    }

    private static boolean hasLearned(Evidence evidence) {
        if (Progress.of(evidence) == null) {
            return false;
        }
        LearningCurve curve = evidence.curve();
        return curve.isHealthy() || curve.last() > LearningCurve.LEARNED && !curve.fallsShortBy(MISSING);
    }

    /** Whether all of the loss is no less than a constant answer's with weights of 0, which have no penalty. */
    private static boolean isInVain(Evidence evidence, Map<String, double[]> lengths) {
        double[] loss = evidence.loss();
        return Progress.of(evidence) == null
                && evidence.ended()
                && loss[loss.length - 1] > NO_LESS * evidence.data().constantLoss()
                && lengths.values().stream().allMatch(lengthsOf -> left(lengthsOf) < 1);
    }

    private static double left(double[] lengths) {
        return lengths[0] == 0 ? 1 : lengths[lengths.length - 1] / lengths[0];
    }

    private Finding finding(Evidence evidence, List<String> layers, double least, double most, boolean penalized) {
        Remedies remedies = new Remedies(evidence);
        String what = penalized ? "The penalties on the weights are" : "The weight decay is";
        return Finding.of(id())
                .errorIf(least < LEAST)
                .in(layers)
                .during(evidence.wholeRun())
                .measured("length of the kernel in the end, of that in the beginning", least)
                .against(most)
                .because(what + " too strong: the kernels of " + Text.layers(layers, evidence.layers())
                        + " have shrunk to " + Text.part(least)
                        + " of their length. Weights near 0 hand nothing on, and the answers hardly depend on the inputs."
                        + " Weaken it a hundredfold, or leave it out.")
                .remedies(remedies.weakerRegularization(true), remedies.weakerRegularization(false))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 7.1");
    }
}
