package dev.backflow.findings;

import dev.backflow.datasets.LargeData;
import dev.backflow.diagnosis.DataFacts;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the data set of a run is like; remembers the facts of the last few. */
@Component
class RunFacts {

    private static final int REMEMBERED = 64;

    private final TrainingData data;
    private final Map<List<Object>, DataFacts> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, DataFacts> eldest) {
                    return size() > REMEMBERED;
                }
            });

    RunFacts(TrainingData data) {
        this.data = data;
    }

    /** Of the examples that are trained on. */
    DataFacts of(RunSpec spec) {
        List<Object> key = List.of(
                spec.data(),
                spec.training().loss(),
                Optional.ofNullable(spec.training().classWeight()),
                spec.network().outputs());
        DataFacts known = remembered.get(key);
        return known != null ? known : LargeData.inTurn(spec.dataset(), () -> found(spec, key));
    }

    private DataFacts found(RunSpec spec, List<Object> key) {
        DataFacts known = remembered.get(key); // found meanwhile by another request
        if (known == null) {
            known = DataFacts.of(
                    data.training(spec),
                    data.heldOut(spec),
                    data.inputNames(spec),
                    spec.dataset().targetKind(),
                    spec.training().loss(),
                    spec.network().outputs());
            remembered.put(key, known);
        }
        return known;
    }
}
