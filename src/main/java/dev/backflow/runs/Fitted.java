package dev.backflow.runs;

import dev.backflow.datasets.Dataset;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.FeatureEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there was to know of a data set once a run was trained on it: enough to ask its network, and to draw what it
 * answers, without the data.
 *
 * @param plane null unless there are two features, both numbers
 */
public record Fitted(FeatureEncoding encoding, @Nullable PlaneExamples plane) {

    static Fitted of(Dataset made, DatasetSpec spec) {
        List<String> names = made.encoding().names();
        return new Fitted(
                made.encoding(), spec.isPlane() ? PlaneExamples.of(names, made.unscaled(), spec.classes()) : null);
    }
}
