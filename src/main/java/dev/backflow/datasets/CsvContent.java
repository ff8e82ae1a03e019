package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an uploaded data set was found to hold when its spec was accepted, filled in by the service: the shape is known
 * without the file, and a run that starts again later can tell that it trains on the same bytes.
 *
 * @param sha256 of the file
 * @param samples rows that are used
 * @param inputs names of the network's inputs; {@code colour=red} is 1 where the colour is red, else 0
 * @param classes what the target's classes are, the first of two being 0; not set for regression
 * @param targetRange the least and the largest target of a regression; not set for classes
 */
public record CsvContent(
        String sha256,
        int samples,
        List<String> inputs,
        @Default("null") @Nullable List<String> classes,
        @Default("null") @Nullable List<Double> targetRange) {

    public CsvContent {
        Bounds.size(samples, columns(inputs, classes));
        Bounds.features(inputs.size());
        inputs = List.copyOf(inputs);
        if (classes != null) {
            Check.between("classes", classes.size(), 2, DatasetSpec.MOST_CLASSES);
            classes = List.copyOf(classes);
        }
        if (targetRange != null) {
            targetRange = NumberTable.row("target_range", targetRange);
            Check.require(targetRange.size() == 2, "target_range", targetRange, "must be two numbers");
        }
    }

    /** Whether a regression has targets from 0 to 1, which a loss may take for probabilities. */
    boolean isOfProbabilities() {
        return targetRange != null && targetRange.get(0) >= 0 && targetRange.get(1) <= 1;
    }

    /** As earlier versions knew it. */
    CsvContent withoutRange() {
        return new CsvContent(sha256, samples, inputs, classes, null);
    }

    private static int columns(List<String> inputs, @Nullable List<String> classes) {
        return inputs.size() + (classes == null ? 1 : classes.size());
    }
}
