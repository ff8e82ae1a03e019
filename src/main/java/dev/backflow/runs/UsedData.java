package dev.backflow.runs;

import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The uploaded data that runs are trained and validated on. Calls join the transaction of the caller. */
@Component
class UsedData {

    private final RunRepository runs;

    UsedData(RunRepository runs) {
        this.runs = runs;
    }

    /**
     * Keeps what runs refer to from being deleted until they are stored: H2 compares foreign keys without a lock.
     *
     * @param spec where the specs stand in the body
     * @throws RefusedSpecException if something was deleted since it was read
     */
    void hold(String spec, List<Run> made) {
        Map<String, String> places = new HashMap<>();
        for (Run run : made) {
            run.validationDatasetId().ifPresent(id -> places.putIfAbsent(id, spec + "/validation/dataset"));
            run.datasetId().ifPresent(id -> places.put(id, spec + "/dataset/dataset"));
        }
        if (!places.isEmpty()) {
            runs.lockDatasets(places.keySet()).forEach(places::remove);
        }
        if (!places.isEmpty()) {
            throw new RefusedSpecException(places.entrySet().stream()
                    .map(gone -> new SpecProblem(
                            gone.getValue(), gone.getKey(), "must be an uploaded data set; it was just deleted"))
                    .toList());
        }
    }
}
