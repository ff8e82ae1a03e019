package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.diagnosis.PublishedRule.Sighting;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The five symptoms of AutoTrainer with the default thresholds of its paper; g₁ and g_L are the first and last kernel's
 * gradients.
 */
final class AutoTrainer {

    private static final String SOURCE =
            "Zhang, Zhai, Ma and Shen: AutoTrainer: An automatic DNN training problem detection and repair system, ICSE 2021";
    private static final double VANISHED_RATIO = 1e-3;
    private static final double VANISHED_NORM = 1e-4;
    private static final double EXPLODED_RATIO = 70;
    private static final double DYING = 0.7;
    private static final double AMPLITUDE = 0.03;
    private static final double OSCILLATING_SHARE = 0.2;
    private static final double GAIN = 0.01;

    private AutoTrainer() {}

    static List<Rule> rules() {
        Needs gradients = Needs.of(Tensor.KERNEL_GRADIENT);
        Needs accuracy = Needs.of().and(Fact.ACCURACY);
        return List.of(
                PublishedRule.of("vanishing_gradient", gradients, SOURCE, AutoTrainer::vanishing),
                PublishedRule.of("exploding_gradient", gradients, SOURCE, AutoTrainer::exploding),
                new PublishedRule(
                        "dying_relu",
                        gradients.and(Fact.NETWORK),
                        SOURCE,
                        evidence -> Optional.empty(),
                        AutoTrainer::withoutKernel,
                        AutoTrainer::dying),
                PublishedRule.of("oscillating_loss", accuracy, SOURCE, AutoTrainer::oscillating),
                PublishedRule.of("slow_convergence", accuracy, SOURCE, AutoTrainer::slow));
    }

    private record Norms(String firstLayer, double[] first, double[] last) {

        double ratio(int at) {
            return first[at] / last[at];
        }
    }

    private static Norms norms(Evidence evidence) {
        Map<String, double[]> norms = evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.L2);
        List<String> layers =
                evidence.layers().stream().filter(norms::containsKey).toList();
        return new Norms(
                layers.get(0),
                Signal.column(norms, layers.get(0)),
                Signal.column(norms, layers.get(layers.size() - 1)));
    }

    private static Optional<Sighting> vanishing(Evidence evidence) {
        Norms norms = norms(evidence);
        for (int i = 0; i < norms.first().length; i++) {
            if (norms.ratio(i) < VANISHED_RATIO && norms.first()[i] < VANISHED_NORM) {
                return Optional.of(ratio(
                        norms,
                        i,
                        VANISHED_RATIO,
                        "Below 1e-3, with a first gradient below 1e-4, the rule" + " speaks of vanishing."));
            }
        }
        return Optional.empty();
    }

    private static Optional<Sighting> exploding(Evidence evidence) {
        Norms norms = norms(evidence);
        for (int i = 0; i < norms.first().length; i++) {
            if (norms.ratio(i) > EXPLODED_RATIO) {
                return Optional.of(ratio(norms, i, EXPLODED_RATIO, "Above 70 the rule speaks of an explosion."));
            }
        }
        return Optional.empty();
    }

    private static Sighting ratio(Norms norms, int at, double threshold, String meaning) {
        return new Sighting(
                List.of(norms.firstLayer()),
                at,
                "the norm of the first kernel's gradient over that of the last",
                norms.ratio(at),
                threshold,
                "The gradient of " + norms.firstLayer() + "'s kernel has " + Text.number(norms.ratio(at))
                        + " times the norm of the last one's. " + meaning);
    }

    private static List<String> relus(Evidence evidence) {
        return evidence.layers(activation -> WireNames.of(activation.getClass()).equals("relu"));
    }

    /** Layers of which it cannot see whether their ReLUs are dying. */
    private static Optional<String> withoutKernel(Evidence evidence) {
        List<String> unseen = new ArrayList<>(relus(evidence));
        unseen.removeAll(evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.ZERO_FRACTION)
                .keySet());
        unseen.addAll(evidence.undescribed());
        return evidence.leavingOut(
                evidence.layers().stream().filter(unseen::contains).toList());
    }

    private static Optional<Sighting> dying(Evidence evidence) {
        Map<String, double[]> zeros =
                new LinkedHashMap<>(evidence.statistic(Tensor.KERNEL_GRADIENT, Statistic.ZERO_FRACTION));
        zeros.keySet().retainAll(relus(evidence));
        return PublishedRule.first(
                zeros,
                0,
                share -> share >= DYING,
                "the share of gradients that are zero",
                DYING,
                "ReLUs without gradients are dying.");
    }

    /** An epoch oscillates whose accuracy turns, by at least the amplitude on both sides. */
    private static Optional<Sighting> oscillating(Evidence evidence) {
        double[] accuracy = Objects.requireNonNull(evidence.metric("accuracy"));
        int turns = 0;
        for (int i = 1; i + 1 < accuracy.length; i++) {
            double before = accuracy[i] - accuracy[i - 1];
            double after = accuracy[i + 1] - accuracy[i];
            turns += before * after < 0 && Math.min(Math.abs(before), Math.abs(after)) >= AMPLITUDE ? 1 : 0;
        }
        double share = (double) turns / accuracy.length;
        return share >= OSCILLATING_SHARE
                ? Optional.of(new Sighting(
                        List.of(),
                        0,
                        "the share of epochs at which accuracy turns by 0.03 or more",
                        share,
                        OSCILLATING_SHARE,
                        "Accuracy goes up and down by at least 0.03 at " + Text.percent(share)
                                + " of the recorded epochs. From 20 % on the rule speaks of an oscillating loss."))
                : Optional.empty();
    }

    private static Optional<Sighting> slow(Evidence evidence) {
        double[] accuracy = Objects.requireNonNull(evidence.metric("accuracy"));
        double most = 0;
        for (int i = 1; i < accuracy.length; i++) {
            most = Math.max(most, accuracy[i] - accuracy[i - 1]);
        }
        return accuracy.length > 1 && most < GAIN
                ? Optional.of(new Sighting(
                        List.of(),
                        0,
                        "the largest gain of accuracy between recorded epochs",
                        most,
                        GAIN,
                        "Between no two recorded epochs accuracy has risen by 0.01; the most was " + Text.number(most)
                                + ". The rule calls that slow convergence, of a run that begins at its best too."))
                : Optional.empty();
    }
}
