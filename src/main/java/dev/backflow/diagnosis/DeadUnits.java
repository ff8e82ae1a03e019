package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At least 90 % of a hidden layer's units have slope 0 on every example of the sample, in the last three recorded epochs or
 * all there are, and the network has not learned half of what there is. A few dead units are a matter of luck in every
 * small ReLU network and cost it nothing.
 */
final class DeadUnits implements ProgressRule {

    private static final double MOST = 0.9;

    /** Who has been dead for no more recorded epochs may be so by a sample, or a dropout's mask. */
    private static final int LASTING = 2;

    @Override
    public String id() {
        return "dead_units";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Map<String, double[]> dead = evidence.signal(Signal.DEAD_UNITS);
        int last = evidence.measured().epochs().length - 1;
        List<LayerSpec.Dense> layers = evidence.hidden().stream()
                .filter(layer -> dead.containsKey(layer.name()) && dead.get(layer.name())[last] >= MOST)
                .toList();
        if (layers.isEmpty() || evidence.course().isHealthy()) {
            return Optional.empty();
        }
        LayerSpec.Dense deadest = layers.stream()
                .max(Comparator.comparingDouble(layer -> dead.get(layer.name())[last]))
                .orElseThrow();
        double worst = dead.get(deadest.name())[last];
        int since = last;
        while (since > 0 && dead.get(deadest.name())[since - 1] >= MOST) {
            since--;
        }
        if (since > Math.max(0, last - LASTING)) {
            return Optional.empty();
        }
        boolean cut = worst == 1 && !deadest.residual();
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                cut ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                layers.stream().map(LayerSpec.Dense::name).toList(),
                new Finding.Epochs(
                        evidence.measured().epochs()[since], evidence.course().lastEpoch()),
                new Finding.Measured("dead_units", worst),
                new Finding.Threshold(MOST, "Backflow's calibration"),
                Text.percent(worst) + " of the units of " + deadest.name()
                        + " have slope 0 on every example, since epoch "
                        + evidence.measured().epochs()[since]
                        + ". No gradient passes through such a unit, so its own weights stay as they are"
                        + (cut ? ", and with all of them dead the layers before it have stopped learning." : "."),
                Remedies.some(Optional.of(remedies.startAfresh()), remedies.leakyRelu(), remedies.batchNormalization()),
                "Lu, Shin, Su and Karniadakis: Dying ReLU and initialization, 2019"));
    }
}
