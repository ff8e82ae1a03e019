package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Column;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Examples of your own, written out in the spec. What the targets are is read off them, as they are in single precision:
 * one column of zeros and ones is binary, one of whole numbers from 0 up to at least 2 is an index, several with a single
 * one in each row are one-hot, several of zeros and ones else are labels that do not exclude each other; numbers from 0
 * to 1 are probabilities, of several classes if each row adds up to 1; all else is real.
 *
 * @param features samples × inputs
 * @param targets samples × outputs; or a number for each sample, which is a single output
 * @param classValues which numbers of a single target column stand for the classes, in their order, such as {@code [-1, 1]}
 *     or {@code [1, 2, 3]}: two are told apart in one column, more have a column each. Left out, class numbers begin at 0
 * @param sampleWeight how much each example counts for the loss, of validation too; metrics count all alike. Left out,
 *     all count 1
 */
public record Inline(
        List<List<Double>> features,
        @Column List<List<Double>> targets,
        @Default("null") @WireName("classes") @Nullable List<Double> classValues,
        @Default("null") @Nullable List<Double> sampleWeight,
        @Unwrapped ColumnScaling columns)
        implements DatasetSpec {

    /** Rows of written numbers add up to 1 but for rounding. */
    private static final double ROUNDING = 0.02;

    public Inline {
        features = NumberTable.table("features", features);
        targets = NumberTable.table("targets", targets);
        Check.require(
                features.size() == targets.size(),
                "targets",
                targets.size() + " rows",
                "must have one row for each of the " + features.size() + " rows of features");
        if (classValues != null) {
            classValues = Labels.checked(classValues, targets);
            Bounds.size(features.size(), features.get(0).size() + classValues.size());
        }
        if (sampleWeight != null) {
            sampleWeight = checkedWeights(sampleWeight, features.size());
        }
        if (columns.scalesTargets() && (classValues != null || kind(targets).isOfLabels())) {
            columns.ofClasses();
        }
    }

    /** Not scaled. */
    public Inline(List<List<Double>> features, List<List<Double>> targets) {
        this(features, targets, null, null, ColumnScaling.NONE);
    }

    private static List<Double> checkedWeights(List<Double> weights, int samples) {
        Check.require(
                weights.size() == samples,
                "sample_weight",
                weights.size() + " numbers",
                "must have one number for each of the " + samples + " rows of features");
        List<Double> copy = NumberTable.row("sample_weight", weights);
        for (int i = 0; i < copy.size(); i++) {
            Check.notNegative("sample_weight/" + i, copy.get(i));
        }
        return copy;
    }

    @Override
    public boolean weighsSamples() {
        return sampleWeight != null;
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
        return classValues == null ? targets.get(0).size() : targetKind().columns(classValues.size());
    }

    /** Whole numbers that are to be scaled are no class numbers. */
    @Override
    public TargetKind targetKind() {
        if (classValues != null) {
            return TargetKind.ofClasses(classValues.size());
        }
        return columns.scalesTargets() ? TargetKind.REAL : kind(targets);
    }

    private static TargetKind kind(List<List<Double>> targets) {
        boolean single = targets.get(0).size() == 1;
        if (targets.stream().allMatch(Inline::zerosAndOnes)) {
            return single
                    ? TargetKind.BINARY
                    : targets.stream().allMatch(Inline::singleOne) ? TargetKind.ONE_HOT : TargetKind.MULTI_LABEL;
        }
        if (single && targets.stream().allMatch(Inline::classNumber)) {
            return TargetKind.INDEX;
        }
        if (!targets.stream().allMatch(Inline::probabilities)) {
            return TargetKind.REAL;
        }
        return !single && targets.stream().allMatch(Inline::distribution)
                ? TargetKind.DISTRIBUTION
                : TargetKind.PROBABILITY;
    }

    @Override
    public int classes() {
        return targetKind() == TargetKind.INDEX ? 1 + (int) largest() : DatasetSpec.super.classes();
    }

    private double largest() {
        return targets.stream().mapToDouble(row -> row.get(0)).max().orElse(0);
    }

    @Override
    public List<String> classNames() {
        return classValues == null
                ? List.of()
                : classValues.stream().map(Cell::name).toList();
    }

    @Override
    public String aboutClasses() {
        boolean fromOne = targetKind() == TargetKind.INDEX && targets.stream().allMatch(row -> row.get(0) >= 1);
        return fromOne
                ? ". The smallest class number is not 0: name the classes in dataset.classes, such as [1, 2, 3], or"
                        + " subtract 1 from the targets"
                : "";
    }

    private static boolean classNumber(List<Double> row) {
        float number = row.get(0).floatValue();
        return number >= 0 && number < MOST_CLASSES && number == (int) number;
    }

    private static boolean zerosAndOnes(List<Double> row) {
        return row.stream().allMatch(number -> number.floatValue() == 0 || number.floatValue() == 1);
    }

    private static boolean probabilities(List<Double> row) {
        return row.stream().allMatch(number -> number >= 0 && number <= 1);
    }

    private static boolean distribution(List<Double> row) {
        double sum = row.stream().mapToDouble(Double::doubleValue).sum();
        return Math.abs(sum - 1) <= ROUNDING;
    }

    private static boolean singleOne(List<Double> row) {
        return row.stream().filter(number -> number.floatValue() == 1).count() == 1;
    }

    @Override
    public Examples generate() {
        FMatrixRMaj encoded = classValues == null
                ? NumberTable.matrix(targets)
                : Labels.encode(Labels.numbers(classValues, targets), outputs());
        Examples examples = new Examples(NumberTable.matrix(features), encoded);
        return sampleWeight == null ? examples : examples.weighted(NumberTable.matrix(List.of(sampleWeight)).data);
    }

    @Override
    public Dataset load(CsvFiles files, int training, @Nullable Split split) {
        Examples own = generate();
        if (split == null) {
            return Dataset.of(this, own, cells(features), cells(targets), training);
        }
        int[] order = split.order(own.size(), own::classOf);
        Scaling.Table inputs = (row, column) -> features.get(order[row]).get(column);
        Scaling.Table aims = (row, column) -> targets.get(order[row]).get(column);
        return Dataset.of(this, own.inOrder(order), inputs, aims, training);
    }

    @Override
    public Dataset encoded(CsvFiles files, List<Scaling.Line> inputs, TargetScale scale) {
        return Dataset.seen(this, generate(), cells(features), cells(targets), inputs, scale);
    }

    private static Scaling.Table cells(List<List<Double>> rows) {
        return (row, column) -> rows.get(row).get(column);
    }
}
