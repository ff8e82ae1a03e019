package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data set, described whole: its shape is known before it is generated. */
public sealed interface DatasetSpec extends ValidationSpec
        permits Planar, Blobs, GaussianQuantiles, RegressionPlane, Sine, Inline, Csv {

    int MOST_CLASSES = 1_000;

    /** Of noise, spread and coordinates, so that no generated number leaves single precision. */
    double MOST_SCALE = 1e6;

    long MOST_SEED = 0xFFFF_FFFFL;

    int samples();

    /** How its columns are scaled. */
    ColumnScaling columns();

    /** Columns of the features. */
    int inputs();

    /** Columns of the targets. */
    int outputs();

    TargetKind targetKind();

    /** How many classes the targets tell apart; 0 where they are no classes. */
    default int classes() {
        return switch (targetKind()) {
            case BINARY -> 2;
            case ONE_HOT, DISTRIBUTION -> outputs();
            case INDEX, MULTI_LABEL, PROBABILITY, REAL -> 0;
        };
    }

    /** The examples, newly made. The same spec gives the same bits on every machine. */
    Examples generate();

    /**
     * The data set of any spec, newly made.
     *
     * @param files where uploaded data are
     * @param training how many of the first examples are trained on: only they may tell how columns are scaled
     */
    default Dataset load(CsvFiles files, int training) {
        return load(files, training, null);
    }

    /** @param split which examples come first; null for those that the data set has first */
    default Dataset load(CsvFiles files, int training, @Nullable Split split) {
        Examples own = inOrder(generate(), split);
        return Dataset.of(this, own, own.features()::unsafe_get, own.targets()::unsafe_get, training);
    }

    private static Examples inOrder(Examples made, @Nullable Split split) {
        return split == null ? made : made.inOrder(split.order(made.size(), made::classOf));
    }

    /**
     * The examples as they are seen by a network that is trained on others.
     *
     * @param inputs how each of its inputs is scaled
     */
    default Dataset encoded(CsvFiles files, List<Scaling.Line> inputs, TargetScale targets) {
        Examples own = generate();
        return Dataset.seen(this, own, own.features()::unsafe_get, own.targets()::unsafe_get, inputs, targets);
    }

    /** Whether examples are points of a plane: two features, both of them numbers. */
    default boolean isPlane() {
        return inputs() == 2;
    }

    /** Whether its examples count differently for the loss. */
    default boolean weighsSamples() {
        return false;
    }

    /** What to say to somebody whose network has too few outputs for the classes; may be empty. */
    default String aboutClasses() {
        return "";
    }

    /** What the classes are called, by their numbers; empty if there are none or they have no names. */
    default List<String> classNames() {
        return List.of();
    }
}
