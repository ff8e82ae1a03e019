package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Hardly anything of the back-propagated signal reaches the first layer, and the network does not learn what it could.
 * In the median of the first fifth of the epochs the {@link BackwardChain} has to be below 0.1, and nothing learned yet
 * by then; or below 0.01, and neither three quarters of the way done in the end nor nearly all answers right. In a
 * network that is not trained at all it has to be below 1e-3. A network that learns is not judged, however small its
 * gradients: RMSprop and Adam make up for a lot.
 */
final class VanishingGradient implements ProgressRule {

    private static final double LEAST = 0.1;
    private static final double SEVERE = 0.01;
    private static final double LOST = 1e-3;
    private static final double LEARNED = 0.75;

    /** What is lost in a single step is no matter of depth. */
    private static final int LEAST_STEPS = 2;

    @Override
    public String id() {
        return "vanishing_gradient";
    }

    @Override
    public Needs needs() {
        return ProgressRule.super.needs().and(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(DeadOutput.ID),
                Cause.of(ExcessiveRegularization.ID).where(VanishingGradient::beganWell),
                Cause.of(PoorInitialization.ID).where(PoorInitialization::isAlike),
                Cause.of(UnscaledTargets.ID),
                Cause.of(BatchOfOne.ID),
                Cause.of(HiddenSoftmax.ID),
                Cause.of(UnscaledInputs.ID).partly(),
                Cause.of(LearningRateTooLarge.ID).where(VanishingGradient::beganWell),
                Cause.of(LinearNetwork.ID));
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return BackwardChain.reservation(evidence);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        BackwardChain chain = new BackwardChain(evidence);
        if (chain.steps() < LEAST_STEPS) {
            return Optional.empty();
        }
        int beginning = curve.stalls() ? curve.beginning() : curve.firstFifth();
        double product = chain.median(beginning);
        double least = curve.isUntrained() ? LOST : curve.stalls() ? LEAST : SEVERE;
        if (!(product < least) || isOver(curve, beginning)) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(id())
                        .errorIf(product < LOST && !curve.isUntrained() && !curve.isLearning())
                        .in(chain.beyond(least, beginning))
                        .during(chain.span(beginning))
                        .measured(BackwardChain.QUANTITY, product)
                        .against(least)
                        .because(explanation(chain, product, curve))
                        .remedies(new Remedies(evidence).openings())
                        .see(
                                "Glorot and Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010"));
    }

    /** Whether the signal still arrived before the first step. */
    private static boolean beganWell(Evidence evidence) {
        return !(new BackwardChain(evidence).median(1) < LEAST);
    }

    /** Whether it did not matter in the end, or it is too early to say. */
    private static boolean isOver(LearningCurve curve, int beginning) {
        return !curve.stalls() && (curve.last() > LEARNED || curve.isAccurate() || beginning == curve.size());
    }

    private static String explanation(BackwardChain chain, double product, LearningCurve curve) {
        String lost = "Of the signal that starts at the output, " + Text.part(product)
                + " arrives at the first layer: each of the " + chain.steps() + " steps back multiplies it by "
                + Text.number(chain.perLayer(product)) + " on average" + chain.expectation() + ".";
        return curve.isUntrained()
                ? lost
                        + " The loss of the untrained network hardly depends on its first layers: adam may still climb out"
                        + " of that, where sgd does not."
                : lost + " The loss hardly depends on the weights of the first layers, and by epoch "
                        + curve.lastEpoch() + " the network "
                        + Text.progress(Double.isNaN(curve.last()) ? 0 : curve.last()) + ".";
    }
}
