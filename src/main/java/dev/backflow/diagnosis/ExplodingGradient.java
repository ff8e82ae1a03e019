package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The back-propagated signal grows on its way to the first layer, and nothing is learned meanwhile. The counterpart of
 * {@link VanishingGradient}: the median {@link BackwardChain} has to be above 100, or above 1000 in a network that is not trained.
 */
final class ExplodingGradient implements ProgressRule {

    private static final double MOST = 100;
    private static final double UNTRAINED_MOST = 1000;

    @Override
    public String id() {
        return "exploding_gradient";
    }

    @Override
    public List<Tensor> needs() {
        return List.of(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        BackwardChain chain = new BackwardChain(evidence);
        int beginning = course.beginning();
        double product = chain.median(beginning);
        double most = course.isUntrained() ? UNTRAINED_MOST : MOST;
        if (!(product > most) || !course.stalls()) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                product > UNTRAINED_MOST ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                chain.beyond(most, beginning),
                chain.span(beginning),
                new Finding.Measured(BackwardChain.QUANTITY, product),
                new Finding.Threshold(most, "Backflow's calibration"),
                "On its way from the output to the first layer the back-propagated signal grows to "
                        + Text.number(product) + " times its size, "
                        + Text.number(chain.perLayer(product)) + " times in each of " + chain.steps() + " steps"
                        + chain.expectation()
                        + ". One learning rate cannot suit layers whose gradients differ that much: what moves the last"
                        + " layer gently throws the first ones about.",
                remedies.openings(),
                "Pascanu, Mikolov and Bengio: On the difficulty of training recurrent neural networks, 2013"));
    }
}
