package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The back-propagated signal grows on its way to the first layer, and nothing is learned meanwhile. The counterpart of
 * {@link VanishingGradient}: the median {@link BackwardChain} has to be above 100, or above 1000 in a network that is
 * not trained.
 */
final class ExplodingGradient implements ProgressRule {

    private static final double MOST = 100;
    private static final double UNTRAINED_MOST = 1000;

    @Override
    public String id() {
        return "exploding_gradient";
    }

    @Override
    public Needs needs() {
        return ProgressRule.super.needs().and(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(UnscaledTargets.ID), Cause.of(LearningRateTooLarge.ID).where(ExplodingGradient::beganWell));
    }

    /** Whether the signal had its size before the first step. */
    private static boolean beganWell(Evidence evidence) {
        return !(new BackwardChain(evidence).median(1) > MOST);
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return BackwardChain.reservation(evidence);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        BackwardChain chain = new BackwardChain(evidence);
        int beginning = curve.beginning();
        double product = chain.median(beginning);
        double most = curve.isUntrained() ? UNTRAINED_MOST : MOST;
        if (!(product > most) || !curve.stalls()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(id())
                .errorIf(product > UNTRAINED_MOST)
                .in(chain.beyond(most, beginning))
                .during(chain.span(beginning))
                .measured(BackwardChain.QUANTITY, product)
                .against(most)
                .because("On its way from the output to the first layer the back-propagated signal grows to "
                        + Text.number(product) + " times its size, "
                        + Text.number(chain.perLayer(product)) + " times in each of " + chain.steps() + " steps"
                        + chain.expectation()
                        + ". One learning rate cannot suit layers whose gradients differ that much: what moves the last"
                        + " layer gently throws the first ones about.")
                .remedies(new Remedies(evidence).openings())
                .see("Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks, 2013"));
    }
}
