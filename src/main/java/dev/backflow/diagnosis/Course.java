package dev.backflow.diagnosis;

import dev.backflow.engine.LayerSpec;
import dev.backflow.recording.DataFacts;
import java.util.Arrays;

/**
 * How a training went, on a scale that is the same for every loss: progress p = (L₀ − L) / (L₀ − L₁), where L₀ is the loss
 * of the best constant answer and L₁ that of exact ones. 0 is nothing learned, 1 is all. With regularizers, whose penalties
 * are part of the loss, accuracy takes its place: p = (A − A₀) / (1 − A₀), A₀ being the share of the commonest class.
 *
 * @param epochs that were recorded
 * @param progress one for each; NaN where the loss is not finite; null if nothing tells
 * @param planned epochs of the whole training
 */
record Course(int[] epochs, double[] progress, int planned) {

    /** As long as progress has not been above this, nothing much has been learned. */
    static final double LEARNED = 0.1;

    /** Who has come so far is not ill. */
    static final double HEALTHY = 0.5;

    /** A plateau is this share of the planned epochs, and never shorter than {@link #LEAST_EPOCHS}. */
    private static final double PLATEAU = 0.2;

    private static final int LEAST_EPOCHS = 4;

    static Course of(Evidence evidence) {
        return new Course(
                evidence.measured().epochs(),
                progress(evidence),
                evidence.training().epochs());
    }

    private static double[] progress(Evidence evidence) {
        DataFacts data = evidence.data();
        double[] accuracy = evidence.metric("accuracy");
        if (!isPenalized(evidence)) {
            double reach = data.constantLoss() - data.perfectLoss();
            return Arrays.stream(evidence.metric("loss"))
                    .map(loss -> Double.isFinite(loss) ? (data.constantLoss() - loss) / reach : Double.NaN)
                    .toArray();
        }
        if (accuracy == null || data.classShares().length == 0) {
            return null;
        }
        double commonest = Arrays.stream(data.classShares()).max().orElse(0);
        return Arrays.stream(accuracy)
                .map(share -> (share - commonest) / (1 - commonest))
                .toArray();
    }

    private static boolean isPenalized(Evidence evidence) {
        return evidence.network().expanded().stream()
                .filter(LayerSpec.Dense.class::isInstance)
                .map(LayerSpec.Dense.class::cast)
                .anyMatch(layer -> layer.kernelRegularizer() != null
                        || layer.biasRegularizer() != null
                        || layer.activityRegularizer() != null);
    }

    int size() {
        return epochs.length;
    }

    int lastEpoch() {
        return epochs.length == 0 ? 0 : epochs[epochs.length - 1];
    }

    double last() {
        return progress[progress.length - 1];
    }

    /** The most that was ever reached; NaN counts as nothing. */
    double best() {
        return Arrays.stream(progress).filter(Double::isFinite).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** How many of the recorded epochs come before anything was learned. */
    int plateau() {
        int end = 0;
        while (end < progress.length && !(progress[end] > LEARNED)) {
            end++;
        }
        return end;
    }

    /** How many recorded epochs there are in which a healthy network would have begun, and this one had not; one at least. */
    int beginning() {
        int end = 1;
        while (end < plateau() && epochs[end] <= Math.max(LEAST_EPOCHS, PLATEAU * planned)) {
            end++;
        }
        return end;
    }

    /** How many recorded epochs the first fifth of the training has; all of them, if there are no more yet. */
    int firstFifth() {
        int end = 1;
        while (end < epochs.length && epochs[end] <= Math.max(LEAST_EPOCHS, PLATEAU * planned)) {
            end++;
        }
        return end;
    }

    /**
     * Whether nothing is learned for so long that a healthy network would have begun, and what followed, if anything did,
     * has not made up for it. An untrained network has no course to judge: if it is wrong it is wrong.
     */
    boolean stalls() {
        int plateau = plateau();
        return isUntrained()
                || plateau > 0
                        && epochs[plateau - 1] >= Math.max(LEAST_EPOCHS, PLATEAU * planned)
                        && !(last() > HEALTHY);
    }

    /** Whether only initialisation is looked at. */
    boolean isUntrained() {
        return planned == 0;
    }
}
