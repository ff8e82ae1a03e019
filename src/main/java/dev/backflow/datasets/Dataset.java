package dev.backflow.datasets;

import dev.backflow.engine.Examples;
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
        FeatureEncoding encoding =
                FeatureEncoding.of(scaling.scaling().fit(features, own.features().numCols, training));
        TargetScale scale = TargetScale.fit(scaling.targetScaling(), targets, own.targets().numCols, training);
        FMatrixRMaj seen =
                scaling.scaling() == Scaling.NONE ? own.features() : features.along(encoding.lines(), own.size());
        FMatrixRMaj aims = scaling.scalesTargets() ? targets.along(scale.lines(), own.size()) : own.targets();
        Examples examples = new Examples(seen, aims, own.weights(), scale.units());
        return new Dataset(examples, spec.isPlane() ? own : examples, encoding, scale);
    }

    /** In memory. */
    long bytes() {
        return bytes(examples) + (unscaled == examples ? 0 : bytes(unscaled));
    }

    private static long bytes(Examples examples) {
        return (long) Float.BYTES * (examples.features().data.length
                        + examples.targets().data.length
                        + (examples.weights() == null ? 0 : examples.size()));
    }
}
