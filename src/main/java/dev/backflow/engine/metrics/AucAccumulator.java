package dev.backflow.engine.metrics;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** {@link ConfusionMetric.Auc}: positives and negatives between each threshold and the next. */
final class AucAccumulator implements Metric.Accumulator {

    private final long[] positives;
    private final long[] negatives;
    private boolean sawNaN;

    AucAccumulator(int thresholds) {
        positives = new long[thresholds - 1];
        negatives = new long[thresholds - 1];
    }

    @Override
    public void reset() {
        Arrays.fill(positives, 0);
        Arrays.fill(negatives, 0);
        sawNaN = false;
    }

    @Override
    public void add(FMatrixRMaj outputs, FMatrixRMaj targets) {
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            float output = Math.max(0, Math.min(1, outputs.data[i]));
            sawNaN |= Float.isNaN(output);
            int above = Math.max(0, (int) Math.ceil(output * positives.length) - 1);
            if (targets.data[i] != 0) {
                positives[above]++;
            } else {
                negatives[above]++;
            }
        }
    }

    /** From the highest threshold to the lowest: Σ (fprᵢ − fprᵢ₊₁) (tprᵢ + tprᵢ₊₁) / 2. */
    @Override
    public double result() {
        double allPositives = Arrays.stream(positives).sum();
        double allNegatives = Arrays.stream(negatives).sum();
        double area = 0;
        long truePositives = 0;
        for (int i = positives.length - 1; i >= 0; i--) {
            area += negatives[i] * (truePositives + positives[i] / 2.0);
            truePositives += positives[i];
        }
        boolean empty = allPositives == 0 || allNegatives == 0;
        return sawNaN ? Double.NaN : empty ? 0 : area / (allPositives * allNegatives);
    }
}
