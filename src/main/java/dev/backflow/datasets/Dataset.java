package dev.backflow.datasets;

import dev.backflow.engine.Examples;

/**
 * A data set, made: what a network sees, and how it follows from what people see. Its arrays are shared; nobody may
 * write to them.
 *
 * @param examples as the network sees them, those trained on first
 * @param unscaled the same with features in their own units, where {@link DatasetSpec#isPlane}; else as {@code
 *     examples}
 * @param encoding from the features' own units to what the network sees
 */
public record Dataset(Examples examples, Examples unscaled, FeatureEncoding encoding) {

    /** Of numbers that nobody scales. */
    static Dataset plain(Examples examples) {
        return new Dataset(examples, examples, FeatureEncoding.plain(examples.features().numCols));
    }

    /** In memory. */
    long bytes() {
        return bytes(examples) + (unscaled == examples ? 0 : bytes(unscaled));
    }

    private static long bytes(Examples examples) {
        return (long) Float.BYTES * (examples.features().data.length + examples.targets().data.length);
    }
}
