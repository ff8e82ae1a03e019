package dev.backflow.exports;

import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is recorded of a run, epoch by epoch: loss and metrics of each. */
public final class EpochReader {

    private EpochReader() {}

    /**
     * The recorded epochs after one, each as {@code epoch}, {@code loss} and the metrics; what is not finite is null.
     *
     * @param after −1 for all
     * @param span how many epochs to look at, recorded or not
     */
    public static List<Map<String, @Nullable Object>> after(RecordedRun run, int after, int span) {
        RecordedColumns found = run.metrics(after + 1, (int) Math.min(Integer.MAX_VALUE, (long) after + span));
        List<Map<String, @Nullable Object>> epochs = new ArrayList<>();
        for (int i = 0; i < found.places().length; i++) {
            Map<String, @Nullable Object> epoch = new LinkedHashMap<>();
            epoch.put("epoch", found.places()[i]);
            for (Map.Entry<String, double[]> metric : found.values().entrySet()) {
                double value = metric.getValue()[i];
                epoch.put(metric.getKey(), Double.isFinite(value) ? value : null);
            }
            epochs.add(epoch);
        }
        return epochs;
    }
}
