package dev.backflow.diagnosis;

import dev.backflow.engine.losses.OutputKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of the last layer has slope 0 on every example of the sample, in the last three recorded epochs or all there
 * are: it always answers the same and no gradient comes back from it. Not of outputs that the loss cannot take
 * anyway, nor of a network that has learned half of what there is.
 */
final class DeadOutput implements ProgressRule {

    static final String ID = "dead_output";

    private static final int LASTING = 3;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Cause> causes() {
        return Cause.all(WrongOutputActivation.ID);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        JudgedLayer output = evidence.output();
        Map<String, double[]> dead = evidence.signal(Signal.DEAD_UNITS);
        double[] shares = dead.get(output.name());
        if (shares == null
                || output.activation().saturates()
                || evidence.curve().isHealthy()) {
            return Optional.empty();
        }
        int since = Math.max(0, shares.length - LASTING);
        for (int i = since; i < shares.length; i++) {
            if (!(shares[i] > 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(finding(evidence, output, shares[shares.length - 1], since));
    }

    private Finding finding(Evidence evidence, JudgedLayer output, double share, int since) {
        Remedies remedies = new Remedies(evidence);
        boolean numbers = evidence.training().loss().takes() == OutputKind.VALUE;
        String living = numbers ? "linear" : "softplus";
        return Finding.of(ID)
                .error()
                .in(output.name())
                .during(evidence.curve().since(since))
                .measured("share of output units with slope 0 on every example", share)
                .against(0, "the definition of the activation: without a slope nothing is learned")
                .because((share == 1
                                ? "The output layer is dead: it gives the same answer to all examples"
                                : Text.percent(share)
                                        + " of the output units are dead: they give the same answer to all"
                                        + " examples")
                        + ", with a slope of 0. No gradient comes back from there, so that neither it nor the layers"
                        + " before it can ever change. Use " + living + " in the output layer.")
                .remedies(
                        remedies.withRate(remedies.output(living)),
                        remedies.output(living),
                        remedies.output("softplus"))
                .see("Lu, Shin, Su and Karniadakis: Dying ReLU and initialization, 2019");
    }
}
