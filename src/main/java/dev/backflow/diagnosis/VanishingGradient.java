package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Hardly anything of the back-propagated signal reaches the first layer, and the network does not learn what it could. In
 * the median of the first fifth of the epochs the {@link BackwardChain} has to be below 0.1, and nothing learned yet by then; or
 * below 0.01, and neither three quarters of the way done in the end nor nearly all answers right. In a network that is not trained at all it has to be below
 * 1e-3. A network that learns is not judged, however small its gradients: RMSprop and Adam make up for a lot.
 */
final class VanishingGradient implements ProgressRule {

    private static final double LEAST = 0.1;
    private static final double SEVERE = 0.01;
    private static final double LOST = 1e-3;
    private static final double LEARNED = 0.75;

    @Override
    public String id() {
        return "vanishing_gradient";
    }

    @Override
    public List<Tensor> needs() {
        return List.of(Tensor.PRE_ACTIVATION_GRADIENT);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        BackwardChain chain = new BackwardChain(evidence);
        int beginning = course.stalls() ? course.beginning() : course.firstFifth();
        double product = chain.median(beginning);
        double least = course.isUntrained() ? LOST : course.stalls() ? LEAST : SEVERE;
        if (!(product < least) || isOver(course, beginning)) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                product < LOST ? Finding.Severity.ERROR : Finding.Severity.WARNING,
                chain.beyond(least, beginning),
                chain.span(beginning),
                new Finding.Measured(BackwardChain.QUANTITY, product),
                new Finding.Threshold(least, "Backflow's calibration"),
                explanation(chain, product, course),
                remedies.openings(),
                "Glorot and Bengio: Understanding the difficulty of training deep feedforward neural networks, 2010"));
    }

    /** Whether it did not matter in the end, or it is too early to say. */
    private static boolean isOver(LearningCurve course, int beginning) {
        return !course.stalls() && (course.last() > LEARNED || course.isAccurate() || beginning == course.size());
    }

    private static String explanation(BackwardChain chain, double product, LearningCurve course) {
        String lost = "Of the signal that starts at the output, " + Text.number(product)
                + " arrives at the first layer: each of the " + chain.steps() + " steps back multiplies it by "
                + Text.number(chain.perLayer(product)) + " on average" + chain.expectation() + ".";
        return course.isUntrained()
                ? lost + " The loss of such a network hardly depends on the weights of its first layers."
                : lost + " The loss hardly depends on the weights of the first layers, and by epoch "
                        + course.lastEpoch() + " the network has come "
                        + Text.percent(Double.isNaN(course.last()) ? 0 : Math.max(0, course.last()))
                        + " of the way from a constant answer to exact ones.";
    }
}
