package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import java.util.List;

/**
 * Examples of your own, written out in the spec. What the targets are is read off
 * them, as they are in single precision: one column of zeros and ones is binary, one of whole numbers from 0 up to at
 * least 2 is an index, several with a single one in each row are one-hot, all else is real.
 *
 * @param features samples × inputs
 * @param targets samples × outputs
 */
public record Inline(List<List<Double>> features, List<List<Double>> targets) implements DatasetSpec {

    public Inline {
        features = NumberTable.table("features", features);
        targets = NumberTable.table("targets", targets);
        Check.require(
                features.size() == targets.size(),
                "targets",
                targets.size() + " rows",
                "must have one row for each of the " + features.size() + " rows of features");
    }

    @Override
    public int samples() {
        return features.size();
    }

    @Override
    public int inputs() {
        return features.get(0).size();
    }

    @Override
    public int outputs() {
        return targets.get(0).size();
    }

    @Override
    public TargetKind targetKind() {
        if (!targets.stream().allMatch(Inline::zerosAndOnes)) {
            return outputs() == 1 && targets.stream().allMatch(Inline::classNumber)
                    ? TargetKind.INDEX
                    : TargetKind.REAL;
        }
        if (outputs() == 1) {
            return TargetKind.BINARY;
        }
        return targets.stream().allMatch(Inline::singleOne) ? TargetKind.ONE_HOT : TargetKind.REAL;
    }

    @Override
    public int classes() {
        return targetKind() == TargetKind.INDEX
                ? 1
                        + (int) targets.stream()
                                .mapToDouble(row -> row.get(0))
                                .max()
                                .orElse(0)
                : DatasetSpec.super.classes();
    }

    private static boolean classNumber(List<Double> row) {
        float number = row.get(0).floatValue();
        return number >= 0 && number < MOST_CLASSES && number == (int) number;
    }

    private static boolean zerosAndOnes(List<Double> row) {
        return row.stream().allMatch(number -> number.floatValue() == 0 || number.floatValue() == 1);
    }

    private static boolean singleOne(List<Double> row) {
        return row.stream().filter(number -> number.floatValue() == 1).count() == 1;
    }

    @Override
    public Examples generate() {
        return new Examples(NumberTable.matrix(features), NumberTable.matrix(targets));
    }
}
