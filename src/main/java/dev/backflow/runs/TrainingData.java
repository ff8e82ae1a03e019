package dev.backflow.runs;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.engine.Examples;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.springframework.stereotype.Service;

/** The examples of a run, made anew. */
@Service
public class TrainingData {

    private final CsvFiles files;

    TrainingData(CsvFiles files) {
        this.files = files;
    }

    /** The examples that are trained on. */
    public Examples training(RunSpec spec) {
        return spec.examples(files)
                .rows(0, spec.training().trainingExamples(spec.dataset().samples()));
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
