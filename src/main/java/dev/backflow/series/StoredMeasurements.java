package dev.backflow.series;

import dev.backflow.diagnosis.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.MetricColumn;
import dev.backflow.storage.RecordedRuns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measurements of one run, read from the store as they are asked for and kept. They end with the last epoch that was stored
 * when the first of them was read, whatever a running training adds meanwhile.
 */
final class StoredMeasurements implements Measurements {

    private final RecordedRuns recorded;
    private final String runId;
    private final int[] epochs;
    private final Map<String, double[]> metrics = new LinkedHashMap<>();
    private final Map<List<Object>, Map<String, double[]>> read = new HashMap<>();

    StoredMeasurements(RecordedRuns recorded, String runId) {
        this.recorded = recorded;
        this.runId = runId;
        Map<String, MetricColumn> columns = recorded.metrics(runId);
        epochs = columns.values().stream().findFirst().map(MetricColumn::epochs).orElse(new int[0]);
        metrics.put("loss", new double[0]); // as long as nothing is stored
        columns.forEach((name, column) -> metrics.put(name, column.values()));
    }

    /** −1 as long as nothing is stored. */
    private int lastEpoch() {
        return epochs.length == 0 ? -1 : epochs[epochs.length - 1];
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
        return read.computeIfAbsent(List.of(tensor, statistic), key -> {
            Map<String, double[]> columns = new LinkedHashMap<>();
            recorded.statistics(runId, tensor, statistic, List.of(), 0, lastEpoch())
                    .forEach((layer, column) -> columns.put(layer, column.values()));
            return columns;
        });
    }

    @Override
    public Map<String, double[]> slopes(SlopeMeasure measure) {
        return read.computeIfAbsent(List.of(measure), key -> {
            Map<String, double[]> columns = new LinkedHashMap<>();
            recorded.slopes(runId, measure, List.of(), 0, lastEpoch())
                    .forEach((layer, column) -> columns.put(layer, column.values()));
            return columns;
        });
    }
}
