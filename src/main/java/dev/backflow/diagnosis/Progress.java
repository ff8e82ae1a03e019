package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far a network has come at each recorded epoch, on the scale of {@link LearningCurve}. */
final class Progress {

    private Progress() {}

    /** Null if neither loss nor accuracy shows any. */
    static double @Nullable [] of(Evidence evidence) {
        DataFacts data = evidence.data();
        if (!(data.constantLoss() > data.perfectLoss())) {
            return null;
        }
        if (!isPenalized(evidence)) {
            double reach = data.constantLoss() - data.perfectLoss();
            return Arrays.stream(evidence.loss())
                    .map(loss -> Double.isFinite(loss) ? (data.constantLoss() - loss) / reach : Double.NaN)
                    .toArray();
        }
        return accuracy(evidence);
    }

    /** (A − A₀) / (1 − A₀) at each recorded epoch; null without classes or without {@code accuracy}. */
    static double @Nullable [] accuracy(Evidence evidence) {
        double[] accuracy = evidence.metric("accuracy");
        double[] shares = evidence.data().classShares();
        if (accuracy == null || shares.length == 0) {
            return null;
        }
        double commonest = Arrays.stream(shares).max().orElse(0);
        return Arrays.stream(accuracy)
                .map(share -> (share - commonest) / (1 - commonest))
                .toArray();
    }

    /** Whether penalties are part of the loss. */
    static boolean isPenalized(Evidence evidence) {
        return evidence.network().expanded().stream().anyMatch(LayerSpec::isPenalized);
    }
}
