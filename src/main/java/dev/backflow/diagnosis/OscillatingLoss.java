package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Over the second half of what was recorded the loss keeps turning: it goes up and down by 10 % of the whole way in the
 * median and turns at every third epoch or oftener, and it has not come far.
 */
final class OscillatingLoss implements ProgressRule {

    static final String QUANTITY = "median change of progress between recorded epochs";

    private static final double MOST = 0.1;
    private static final double FAR = 0.6;
    private static final double TURNS = 1 / 3.0;
    private static final int LEAST_POINTS = 20;

    @Override
    public String id() {
        return "oscillating_loss";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve course = evidence.course();
        double amplitude = amplitude(course);
        if (!(amplitude > MOST) || course.last() > FAR || course.isHealthy()) {
            return Optional.empty();
        }
        Remedies remedies = new Remedies(evidence);
        return Optional.of(new Finding(
                id(),
                Finding.Severity.WARNING,
                List.of(),
                new Finding.Epochs(course.epochs()[course.size() / 2], course.lastEpoch()),
                new Finding.Measured(QUANTITY, amplitude),
                new Finding.Threshold(MOST, "Backflow's calibration"),
                "From one recorded epoch to the next the loss jumps up and down by " + Text.percent(amplitude)
                        + " of the whole way from a constant answer to exact ones. The steps are longer than the valley is"
                        + " wide: each goes beyond the bottom and up the other side.",
                Remedies.some(remedies.slowerByAdam(0.001), Optional.of(remedies.learningRate(0.1))),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.3"));
    }

    /** 0 if it does not keep turning. */
    static double amplitude(LearningCurve course) {
        int from = course.size() / 2;
        if (course.size() < LEAST_POINTS) {
            return 0;
        }
        double[] p = course.progress();
        double[] changes = IntStream.range(from + 1, course.size())
                .mapToDouble(i -> p[i] - p[i - 1])
                .toArray();
        long turns = IntStream.range(1, changes.length)
                .filter(i -> changes[i] * changes[i - 1] < 0)
                .count();
        double[] sizes = IntStream.range(0, changes.length)
                .mapToDouble(i -> Math.abs(changes[i]))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sizes.length == 0 || turns < TURNS * changes.length ? 0 : sizes[sizes.length / 2];
    }
}
