package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.losses.OutputKind;
import dev.backflow.spec.WireNames;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last layer's activation does not give what the loss takes: probabilities from 0 to 1 for crossentropies, numbers
 * of any size for those computed from logits, none below 0 for poisson, -1 and less too for hinges, and for a
 * regression all the values that the targets have. {@link OutputFault} says which.
 */
final class WrongOutputActivation implements Rule {

    static final String ID = "wrong_output_activation";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Needs needs() {
        return Needs.of().and(Fact.NETWORK, Fact.TRAINING, Fact.DATA);
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        OutputKind takes = evidence.training().loss().takes();
        JudgedLayer output = evidence.output();
        if (takes == OutputKind.OTHER) {
            return Optional.of("It does not know which outputs suit "
                    + WireNames.of(evidence.training().loss().getClass()) + ".");
        }
        if (output.residual()) {
            return Optional.of("The output layer adds its input to what its activation gives, which can be anything.");
        }
        return isJudged(takes, output.activation())
                ? Optional.empty()
                : Optional.of("What " + WireNames.of(output.activation().getClass())
                        + " gives one output depends on the others, so its range does not say what it can answer.");
    }

    /** Of activations that look at several units, only classes are judged. */
    private static boolean isJudged(OutputKind takes, Activation activation) {
        return switch (takes) {
            case PROBABILITY, DISTRIBUTION, CLASS_LOGITS -> true;
            case LOGIT -> activation.elementwise().isPresent() || activation.isDistribution();
            case VALUE -> activation.elementwise().isPresent() || activation.isDistribution();
            case COUNT, MARGIN, OTHER -> activation.elementwise().isPresent();
        };
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        return OutputFault.of(evidence.training().loss().takes(), evidence.output(), evidence.data())
                .map(fault -> finding(evidence, fault));
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        return objection(evidence).isPresent() ? Optional.empty() : judge(evidence);
    }

    private static boolean isLost(Evidence evidence) {
        return evidence.hasBegun() && Arrays.stream(evidence.loss()).anyMatch(Double::isNaN);
    }

    private Finding finding(Evidence evidence, OutputFault fault) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(ID)
                .errorIf(fault.hopeless() || isLost(evidence))
                .in(evidence.output().name())
                .during(evidence.wholeRun())
                .measured(fault.quantity(), fault.measured())
                .against(fault.threshold(), "the definitions of the loss and of the activation")
                .because(fault.explanation())
                .remedies(
                        remedies.withRate(remedies.output(fault.wanted())).filter(remedy -> fault.hopeless()),
                        remedies.output(fault.wanted()))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2");
    }
}
