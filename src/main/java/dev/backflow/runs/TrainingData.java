package dev.backflow.runs;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.engine.Examples;
import dev.backflow.recording.DataFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
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

    /** All examples, those of validation too, as points of the plane; empty if they do not have two numeric features. */
    public Optional<PlaneExamples> plane(RunSpec spec) {
        FeatureEncoding encoding = spec.encoding(files);
        if (encoding.names().size() != 2 || !encoding.isNumeric()) {
            return Optional.empty();
        }
        Examples examples = spec.dataset().unscaled().generate(files, 1);
        double[][] points = new double[examples.size()][];
        double[] targets = new double[points.length];
        for (int row = 0; row < points.length; row++) {
            points[row] = new double[] {
                examples.features().get(row, 0), examples.features().get(row, 1)
            };
            targets[row] = target(examples.targets(), row, spec.dataset().classes());
        }
        return Optional.of(new PlaneExamples(encoding.names(), points, targets, classNames(spec)));
    }

    private static double target(FMatrixRMaj targets, int row, int classes) {
        if (classes == 0 || targets.numCols == 1) {
            return targets.get(row, 0);
        }
        int one = 0;
        while (targets.get(row, one) != 1) {
            one++;
        }
        return one;
    }

    private static List<String> classNames(RunSpec spec) {
        List<String> names = spec.dataset().classNames();
        int classes = Classes.of(spec).count();
        return names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(String::valueOf).toList()
                : names;
    }
}
