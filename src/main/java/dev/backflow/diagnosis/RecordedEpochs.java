package dev.backflow.diagnosis;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements straight from a recorder. */
public record RecordedEpochs(List<EpochRecord> records) implements Measurements {

    @Override
    public int[] epochs() {
        return records.stream().mapToInt(EpochRecord::epoch).toArray();
    }

    @Override
    public Map<String, double[]> metrics() {
        Map<String, double[]> metrics = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (Map.Entry<String, Double> metric : records.get(i).metrics().entrySet()) {
                metrics.computeIfAbsent(metric.getKey(), name -> new double[records.size()])[i] = metric.getValue();
            }
        }
        return metrics;
    }

    @Override
    public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (TensorRecord record : records.get(i).tensors()) {
                if (record.tensor() == tensor) {
                    columns.computeIfAbsent(record.layer(), layer -> new double[records.size()])[i] =
                            statistic.of(record.statistics());
                }
            }
        }
        return columns;
    }
}
