package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Unwrapped;
import java.util.List;

/**
 * Examples of your own, written out in the spec. What the targets are is read off
 * them, as they are in single precision: one column of zeros and ones is binary, one of whole numbers from 0 up to at
 * least 2 is an index, several with a single one in each row are one-hot, all else is real.
 *
 * @param features samples × inputs
 * @param targets samples × outputs
 */
public record Inline(
        List<List<Double>> features,
        List<List<Double>> targets,
        @Unwrapped ColumnScaling columns) implements DatasetSpec {

    public Inline {
        features = NumberTable.table("features", features);
        targets = NumberTable.table("targets", targets);
        Check.require(
                features.size() == targets.size(),
                "targets",
                targets.size() + " rows",
                "must have one row for each of the " + features.size() + " rows of features");
        if (columns.scalesTargets() && kind(targets) != TargetKind.INDEX && kind(targets) != TargetKind.REAL) {
            columns.ofClasses();
        }
    }

    /** Not scaled. */
    public Inline(List<List<Double>> features, List<List<Double>> targets) {
        this(features, targets, ColumnScaling.NONE);
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

    /** Whole numbers that are to be scaled are no class numbers. */
    @Override
    public TargetKind targetKind() {
        return columns.scalesTargets() ? TargetKind.REAL : kind(targets);
    }

    private static TargetKind kind(List<List<Double>> targets) {
        boolean single = targets.get(0).size() == 1;
        if (!targets.stream().allMatch(Inline::zerosAndOnes)) {
            return single && targets.stream().allMatch(Inline::classNumber) ? TargetKind.INDEX : TargetKind.REAL;
        }
        if (single) {
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

    @Override
    public Dataset load(CsvFiles files, int training) {
        return Dataset.of(this, generate(), cells(features), cells(targets), training);
    }

    private static Scaling.Table cells(List<List<Double>> rows) {
        return (row, column) -> rows.get(row).get(column);
    }
}
