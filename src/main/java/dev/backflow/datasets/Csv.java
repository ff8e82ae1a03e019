package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.Unwrapped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples of your own, from an uploaded file. Numeric features are one input each, scaled
 * if asked for; categorical ones are an input for each category. Classes are a single column if there are two of them,
 * else a column each; a target of numbers is as it is.
 *
 * @param dataset id of the uploaded file
 * @param target name of the column to be learned
 * @param features names of the columns to learn from; left out, all but the target and the weights
 * @param sampleWeight name of a column of numbers that says how much each example counts for the loss, of validation
 *     too; metrics count all alike. Left out, all count 1
 * @param missing what becomes of rows that lack one of these values
 * @param task left out, classification if the target is categorical, has two values only, or is numbered as classes are
 *     (whole numbers from 0 or 1 on without a gap, at most 20 of them); else regression
 * @param shuffle whether the rows are brought into random order first; in the order of the file, those validated on are
 *     its last
 * @param seed of that order
 * @param content filled in by the service; where it is given, the file must still be the same
 */
public record Csv(
        String dataset,
        String target,
        @Default("null") @Nullable List<String> features,
        @Default("null") @Nullable String sampleWeight,
        @Default("refuse") MissingValues missing,
        @Unwrapped ColumnScaling columns,
        @Default("null") @Nullable Task task,
        @Default("true") boolean shuffle,
        @Default("0") long seed,
        @Default("null") @Nullable CsvContent content)
        implements DatasetSpec {

    public Csv {
        if (features != null) {
            Check.notEmpty("features", features, features, "must name at least one column, or be left out");
            features = List.copyOf(features);
            HashSet<String> seen = new HashSet<>(List.of(target));
            if (sampleWeight != null) {
                seen.add(sampleWeight);
            }
            for (int i = 0; i < features.size(); i++) {
                Check.require(
                        seen.add(features.get(i)),
                        "features/" + i,
                        features.get(i),
                        "must be named once, and be neither the target nor the weights");
            }
        }
        Check.require(
                !target.equals(sampleWeight), "sample_weight", sampleWeight, "must be another column than the target");
        Bounds.seed(seed);
        if (content != null && content.classes() != null) {
            columns.ofClasses();
        }
    }

    /**
     * This spec with everything filled in that the file tells.
     *
     * @throws InvalidSpecException if the file is not there, is another, or does not fit
     */
    public Csv in(CsvFiles files) {
        return new CsvEncoding(this, file(files)).spec();
    }

    @Override
    public int samples() {
        return found().samples();
    }

    @Override
    public int inputs() {
        return found().inputs().size();
    }

    @Override
    public int outputs() {
        List<String> classes = found().classes();
        return classes == null ? 1 : targetKind().columns(classes.size());
    }

    @Override
    public TargetKind targetKind() {
        List<String> classes = found().classes();
        if (classes != null) {
            return TargetKind.ofClasses(classes.size());
        }
        boolean soft = found().isOfProbabilities() && !columns.scalesTargets();
        return soft ? TargetKind.PROBABILITY : TargetKind.REAL;
    }

    @Override
    public boolean weighsSamples() {
        return sampleWeight != null;
    }

    private CsvContent found() {
        if (content == null) {
            throw new IllegalStateException("The data set " + dataset + " has not been looked up");
        }
        return content;
    }

    /** @throws IllegalStateException always: the spec alone does not hold the data */
    @Override
    public Examples generate() {
        throw new IllegalStateException("The data set " + dataset + " is in a file");
    }

    @Override
    public Dataset load(CsvFiles files, int training, @Nullable Split split) {
        CsvEncoding encoding = new CsvEncoding(this, file(files));
        CsvMatrices matrices = matrices(encoding, split);
        FeatureEncoding fitted = matrices.fit(columns.scaling(), training);
        return made(matrices, encoding.spec(), fitted, matrices.fitTargets(encoding.spec(), training));
    }

    @Override
    public Dataset encoded(CsvFiles files, List<Scaling.Line> inputs, TargetScale targets) {
        CsvEncoding encoding = new CsvEncoding(this, file(files));
        CsvMatrices matrices = matrices(encoding, null);
        FeatureEncoding own = matrices.fit(Scaling.NONE, samples());
        return made(matrices, encoding.spec(), own.along(inputs), targets);
    }

    private CsvMatrices matrices(CsvEncoding encoding, @Nullable Split split) {
        int[] order = new NumpyRandom(seed).order(encoding.spec().samples(), shuffle);
        if (split == null) {
            return new CsvMatrices(encoding.columns(), order);
        }
        int[] codes = split.stratify() ? encoding.columns().target().codes() : new int[0];
        int[] parts = split.order(order.length, row -> codes[order[row]]);
        return new CsvMatrices(
                encoding.columns(), Arrays.stream(parts).map(row -> order[row]).toArray());
    }

    private static Dataset made(CsvMatrices matrices, Csv complete, FeatureEncoding encoding, TargetScale scale) {
        Examples examples = matrices.examples(complete, encoding, scale);
        FeatureEncoding none = matrices.fit(Scaling.NONE, 1);
        boolean apart = complete.isPlane() && !(encoding.equals(none) && scale.equals(TargetScale.NONE));
        Examples unscaled = apart ? matrices.examples(complete, none, TargetScale.NONE) : examples;
        return new Dataset(examples, unscaled, encoding, scale);
    }

    /** The input of a category is called otherwise than its column. */
    @Override
    public boolean isPlane() {
        return found().inputs().size() == 2 && found().inputs().equals(features);
    }

    /** What the inputs of a network are called; {@code colour=red} is that of a category. */
    public List<String> inputNames() {
        return found().inputs();
    }

    @Override
    public List<String> classNames() {
        return found().classes() == null ? List.of() : found().classes();
    }

    private CsvFile file(CsvFiles files) {
        return files.find(dataset)
                .orElseThrow(() -> new InvalidSpecException(
                        "dataset",
                        dataset,
                        "must be the id of an uploaded data set; GET /api/v1/datasets lists those there are"));
    }
}
