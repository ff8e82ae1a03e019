package dev.backflow.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements as a recorder hands them over, of a training that nobody stores. */
public record RecordedEpochs(List<EpochRecord> records) implements Measurements {

    @Override
    public int[] epochs() {
        return records.stream().mapToInt(EpochRecord::epoch).toArray();
    }

    @Override
    public Map<String, double[]> metrics() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (Map.Entry<String, Double> metric : records.get(i).metrics().entrySet()) {
                put(columns, metric.getKey(), i, metric.getValue());
            }
        }
        return columns;
    }

    @Override
    public Map<String, double[]> statistic(Tensor tensor, Statistic statistic) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (TensorRecord record : records.get(i).tensors()) {
                if (record.tensor() == tensor) {
                    put(columns, record.layer(), i, statistic.of(record.statistics()));
                }
            }
        }
        return columns;
    }

    @Override
    public Map<String, double[]> slopes(SlopeMeasure measure) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            for (SlopeRecord record : records.get(i).slopes()) {
                put(columns, record.layer(), i, measure.of(record));
            }
        }
        return columns;
    }

    private void put(Map<String, double[]> columns, String name, int at, double value) {
        columns.computeIfAbsent(name, column -> new double[records.size()])[at] = value;
    }
}
