package dev.backflow.diagnosis;

import dev.backflow.recording.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements that a test writes down, one number for each epoch. */
final class WrittenMeasurements implements Measurements {

    private final int[] epochs;
    private final Map<String, double[]> metrics = new LinkedHashMap<>();
    private final Map<List<Object>, Map<String, double[]>> columns = new HashMap<>();

    /** At the epochs 0, 1 …, all with a loss of 1. */
    WrittenMeasurements(int length) {
        epochs = new int[length];
        double[] loss = new double[length];
        for (int i = 0; i < length; i++) {
            epochs[i] = i;
            loss[i] = 1;
        }
        metric("loss", loss);
    }

    WrittenMeasurements metric(String name, double... values) {
        metrics.put(name, values);
        return this;
    }

    WrittenMeasurements with(String layer, Tensor tensor, Statistic statistic, double... values) {
        columns.computeIfAbsent(List.of(tensor, statistic), key -> new LinkedHashMap<>())
                .put(layer, values);
        columns.computeIfAbsent(List.of(tensor, Statistic.NON_FINITE), key -> new LinkedHashMap<>())
                .putIfAbsent(layer, new double[values.length]);
        return this;
    }

    WrittenMeasurements with(String layer, SlopeMeasure measure, double... values) {
        columns.computeIfAbsent(List.of(measure), key -> new LinkedHashMap<>()).put(layer, values);
        return this;
    }

    @Override
    public int[] epochs() {
        return epochs;
    }

    @Override
    public Map<String, double[]> metrics() {
        return metrics;
    }

    @Override
    public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        return columns.getOrDefault(List.of(tensor, statistic), Map.of());
    }

    @Override
    public Map<String, double[]> slopes(SlopeMeasure measure) {
        return columns.getOrDefault(List.of(measure), Map.of());
    }
}
