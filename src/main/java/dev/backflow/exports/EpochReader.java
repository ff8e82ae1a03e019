package dev.backflow.exports;

import dev.backflow.storage.MetricColumn;
import dev.backflow.storage.RecordedRuns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is recorded of a run, epoch by epoch: loss and metrics of each. */
@Component
public class EpochReader {

    private final RecordedRuns recorded;

    EpochReader(RecordedRuns recorded) {
        this.recorded = recorded;
    }

    /**
     * The recorded epochs after one, each as {@code epoch}, {@code loss} and the metrics; what is not finite is null.
     *
     * @param after −1 for all
     * @param span how many epochs to look at, recorded or not
     */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> after(String runId, int after, int span) {
        TreeMap<Integer, Map<String, Object>> epochs = new TreeMap<>();
        for (Map.Entry<String, MetricColumn> metric : recorded.metrics(
                        runId, after + 1, (int) Math.min(Integer.MAX_VALUE, (long) after + span))
                .entrySet()) {
            MetricColumn column = metric.getValue();
            for (int i = 0; i < column.epochs().length; i++) {
                int epoch = column.epochs()[i];
                double value = column.values()[i];
                epochs.computeIfAbsent(epoch, e -> new LinkedHashMap<>(Map.of("epoch", e)))
                        .put(metric.getKey(), Double.isFinite(value) ? value : null);
            }
        }
        return List.copyOf(epochs.values());
    }
}
