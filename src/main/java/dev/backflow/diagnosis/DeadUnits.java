package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At least 90 % of a hidden layer's units have slope 0 on every example of the sample, in the last three recorded
 * epochs or all there are, and the network has not learned half of what there is. A few dead units are a matter of luck
 * in every small ReLU network and cost it nothing.
 */
final class DeadUnits implements ProgressRule {

    private static final double MOST = 0.9;

    /** A layer that has been dead for no more recorded epochs may be so by a sample, or a dropout's mask. */
    private static final int LASTING = 2;

    @Override
    public String id() {
        return "dead_units";
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(ExcessiveRegularization.ID).where(DeadUnits::beganAlive),
                Cause.of(BatchOfOne.ID),
                Cause.of(PoorInitialization.ID).where(PoorInitialization::isAlike),
                Cause.of(UnscaledInputs.ID).partly(),
                Cause.of(LearningRateTooLarge.ID).where(DeadUnits::beganAlive));
    }

    /** Whether no layer was dead before the first step. */
    private static boolean beganAlive(Evidence evidence) {
        return evidence.signal(Signal.DEAD_UNITS).values().stream().noneMatch(shares -> shares[0] >= MOST);
    }

    /** Besides layers that are not known, those whose activation function has no slope for each unit. */
    @Override
    public Optional<String> reservation(Evidence evidence) {
        List<String> unknown = new ArrayList<>(evidence.unknown());
        evidence.hidden().stream()
                .filter(layer -> layer.activation().elementwise().isEmpty())
                .map(JudgedLayer::name)
                .forEach(unknown::add);
        return evidence.leavingOut(
                evidence.layers().stream().filter(unknown::contains).toList());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Map<String, double[]> dead = evidence.signal(Signal.DEAD_UNITS);
        int last = evidence.measured().epochs().length - 1;
        List<JudgedLayer> layers = evidence.hidden().stream()
                .filter(layer -> dead.containsKey(layer.name()) && Signal.column(dead, layer.name())[last] >= MOST)
                .toList();
        if (layers.isEmpty() || evidence.curve().isHealthy()) {
            return Optional.empty();
        }
        JudgedLayer deadest = layers.stream()
                .max(Comparator.comparingDouble(layer -> Signal.column(dead, layer.name())[last]))
                .orElseThrow();
        double[] shares = Signal.column(dead, deadest.name());
        int since = since(shares);
        return since > Math.max(0, last - LASTING)
                ? Optional.empty()
                : Optional.of(finding(evidence, layers, deadest, shares[last], since));
    }

    /** The first of the recorded epochs, by place, from which on the layer has been dead to the end. */
    private static int since(double[] shares) {
        int since = shares.length - 1;
        while (since > 0 && shares[since - 1] >= MOST) {
            since--;
        }
        return since;
    }

    private Finding finding(Evidence evidence, List<JudgedLayer> layers, JudgedLayer deadest, double worst, int since) {
        boolean cut = worst == 1 && !deadest.residual();
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .errorIf(cut)
                .in(layers.stream().map(JudgedLayer::name).toList())
                .during(evidence.curve().since(since))
                .measured("dead_units", worst)
                .against(MOST)
                .because(Text.percent(worst) + " of the units of " + deadest.name()
                        + " have slope 0 on every example, since epoch "
                        + evidence.measured().epochs()[since]
                        + ". No gradient passes through such a unit, so its own weights stay as they are"
                        + (cut ? ", and with all of them dead the layers before it have stopped learning." : "."))
                .remedies(remedies.startAfresh(), remedies.leakyRelu(), remedies.batchNormalization())
                .see("Lu, Shin, Su and Karniadakis: Dying ReLU and initialization, 2019");
    }
}
