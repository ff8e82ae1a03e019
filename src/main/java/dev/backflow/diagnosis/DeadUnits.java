package dev.backflow.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * At least 90 % of a hidden layer's units have slope 0 on every example of the sample, and the network has not learned
 * half of what there is. A few dead units are a matter of luck in every small ReLU network and cost it nothing.
 */
final class DeadUnits implements ProgressRule {

    private static final double MOST = 0.9;

    @Override
    public String id() {
        return "dead_units";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Map<String, double[]> dead = evidence.signal(Signal.DEAD_UNITS);
        int last = evidence.measured().epochs().length - 1;
        List<String> layers = evidence.hidden().stream()
                .map(layer -> layer.name())
                .filter(layer -> dead.containsKey(layer) && dead.get(layer)[last] >= MOST)
                .toList();
        if (layers.isEmpty() || evidence.course().last() > Course.HEALTHY) {
            return Optional.empty();
        }
        double worst = layers.stream()
                .mapToDouble(layer -> dead.get(layer)[last])
                .max()
                .orElseThrow();
        int since = IntStream.rangeClosed(0, last)
                .filter(i -> layers.stream().anyMatch(layer -> dead.get(layer)[i] >= MOST))
                .findFirst()
                .orElse(last);
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                worst == 1 ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                layers,
                new Finding.Epochs(
                        evidence.measured().epochs()[since], evidence.course().lastEpoch()),
                new Finding.Measured("dead_units", worst),
                new Finding.Threshold(MOST, "Backflow's calibration"),
                Text.percent(worst) + " of the units of " + layers.get(0)
                        + " have slope 0 on every example, since epoch "
                        + evidence.measured().epochs()[since]
                        + " at the latest. No gradient passes through such a unit, so"
                        + " nothing can bring it back"
                        + (worst == 1
                                ? ", and with all of them dead the layers before it have stopped learning."
                                : "."),
                Remedies.some(Optional.of(remedies.startAfresh()), remedies.leakyRelu(), remedies.batchNormalization()),
                "Lu, Shin, Su and Karniadakis: Dying ReLU and initialization, 2019"));
    }
}
