package dev.backflow.runs;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.engine.Examples;
import dev.backflow.recording.DataFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** What the examples of a run are like. They are made anew for it, and the facts of the last few data sets are remembered. */
@Service
public class TrainingData {

    private static final int REMEMBERED = 64;

    private final CsvFiles files;
    private final Map<List<Object>, DataFacts> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, DataFacts> eldest) {
                    return size() > REMEMBERED;
                }
            });

    TrainingData(CsvFiles files) {
        this.files = files;
    }

    /** Of the examples that are trained on. */
    public DataFacts facts(RunSpec spec) {
        int kept = spec.training().trainingExamples(spec.dataset().samples());
        List<Object> key = List.of(
                spec.dataset(), kept, spec.training().loss(), spec.network().outputs());
        DataFacts known = remembered.get(key);
        if (known == null) {
            Examples examples = spec.examples(files).rows(0, kept);
            known = DataFacts.of(
                    examples,
                    spec.dataset().targetKind(),
                    spec.training().loss(),
                    spec.network().outputs());
            remembered.put(key, known);
        }
        return known;
    }
}
