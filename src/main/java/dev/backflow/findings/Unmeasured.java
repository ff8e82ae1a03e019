package dev.backflow.findings;

import dev.backflow.recording.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Map;

/** Of a run that has not begun. */
record Unmeasured() implements Measurements {

    @Override
    public int[] epochs() {
        return new int[0];
    }

    @Override
    public Map<String, double[]> metrics() {
        return Map.of();
    }

    @Override
    public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        return Map.of();
    }

    @Override
    public Map<String, double[]> slopes(SlopeMeasure measure) {
        return Map.of();
    }
}
