package dev.backflow.datasets;

import dev.backflow.engine.Examples;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A data set, made: what a network sees, and how it follows from what people see. Its arrays are shared; nobody may
 * write to them.
 *
 * @param examples as the network sees them, those trained on first
 * @param unscaled the same in their own units, where {@link DatasetSpec#isPlane}; else as {@code examples}
 * @param encoding from the features' own units to what the network sees
 * @param targets from the targets' own units to what the network is trained on
 */
public record Dataset(Examples examples, Examples unscaled, FeatureEncoding encoding, TargetScale targets) {

    /** Of numbers that nobody scales. */
    static Dataset plain(Examples examples) {
        return new Dataset(examples, examples, FeatureEncoding.plain(examples.features().numCols), TargetScale.NONE);
    }

    /**
     * Of numbers, scaled.
     *
     * @param own in their own units
     * @param features the same in the precision in which they are known
     * @param training how many of the first rows are trained on
     */
    static Dataset of(DatasetSpec spec, Examples own, Scaling.Table features, Scaling.Table targets, int training) {
        ColumnScaling scaling = spec.columns();
        if (scaling.isNone()) {
            return plain(own);
        }
        List<Scaling.Line> lines = scaling.scaling().fit(features, own.features().numCols, training);
        TargetScale scale = TargetScale.fit(scaling.targetScaling(), targets, own.targets().numCols, training);
        return seen(spec, own, features, targets, lines, scale);
    }

    /** The same, scaled in a given way. */
    static Dataset seen(
            DatasetSpec spec,
            Examples own,
            Scaling.Table features,
            Scaling.Table targets,
            List<Scaling.Line> lines,
            TargetScale scale) {
        boolean plain = lines.stream().allMatch(Scaling.Line.IDENTITY::equals);
        FMatrixRMaj inputs = plain ? own.features() : features.along(lines, own.size());
        FMatrixRMaj aims = scale.lines().isEmpty() ? own.targets() : targets.along(scale.lines(), own.size());
        Examples examples = new Examples(inputs, aims, own.weights(), scale.units());
        return new Dataset(examples, spec.isPlane() ? own : examples, FeatureEncoding.of(lines), scale);
    }

    /** The examples of both, described as these. */
    Dataset followedBy(Dataset more) {
        Examples all = examples.followedBy(more.examples);
        boolean same = unscaled == examples && more.unscaled == more.examples;
        return new Dataset(all, same ? all : unscaled.followedBy(more.unscaled), encoding, targets);
    }

    /** In memory. */
    long bytes() {
        return bytes(examples) + (unscaled == examples ? 0 : bytes(unscaled));
    }

    private static long bytes(Examples examples) {
        return (long) Float.BYTES
                * (examples.features().data.length
                        + examples.targets().data.length
                        + (examples.weights() == null ? 0 : examples.size()));
    }
}
