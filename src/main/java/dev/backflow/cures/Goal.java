package dev.backflow.cures;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What changes are held against: what all that helps makes of a run at once.
 *
 * @param best that trial
 */
record Goal(Trial best) {

    /** Of the way from the best constant answer to exact ones. */
    static final double HALF = 0.5;

    /** Of the way that the best trial goes. */
    private static final double AS_FAR = 0.9;

    /** Standard errors above a constant answer that held-out examples must show. */
    private static final double CERTAIN = 2.5;

    /** Of the whole way: what held-out examples never have to show more than. */
    private static final double MOST_CERTAIN = 0.7;

    /** Whether a trial reaches it, findings and all. */
    boolean isReachedBy(Trial trial) {
        return isApproachedBy(trial) && (trial.isClean() || !best.isClean());
    }

    /** Whether a trial comes as far, whatever findings it has. */
    boolean isApproachedBy(Trial trial) {
        return isAsFar(trial) && isCertain(trial);
    }

    /** Whether a trial comes as far, on the training examples and on those that are held out. */
    boolean isAsFar(Trial trial) {
        return isAsFarInTraining(trial.training().way()) && trial.way() >= AS_FAR * best.way() - best.slack();
    }

    boolean isAsFarInTraining(double way) {
        return way >= AS_FAR * best.training().way();
    }

    /** Whether most seeds reach it, and the one in the middle comes as far. */
    boolean isReachedByMost(List<Trial> trials) {
        return 2 * count(trials) > trials.size()
                && isAsFarInTraining(median(
                        trials.stream().mapToDouble(trial -> trial.training().way())));
    }

    /** How many trials reach it. */
    int count(List<Trial> trials) {
        return (int) trials.stream().filter(this::isReachedBy).count();
    }

    /** Whether held-out examples show that it is no chance; where there are none, that much was learned. */
    static boolean isCertain(Trial trial) {
        return trial.heldOut() == null
                ? trial.training().way() >= HALF
                : trial.way() >= Math.min(MOST_CERTAIN, CERTAIN / Math.sqrt(trial.heldOutExamples()));
    }

    /** Whether trials of several seeds come half of the way, and most of them have no finding. */
    static boolean isCured(List<Trial> trials) {
        boolean far =
                median(trials.stream().mapToDouble(trial -> trial.training().way())) >= HALF
                        && median(trials.stream().mapToDouble(trial -> trial.way() + trial.slack())) >= HALF;
        return far && 2 * trials.stream().filter(Trial::isClean).count() > trials.size();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
