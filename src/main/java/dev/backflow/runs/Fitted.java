package dev.backflow.runs;

import dev.backflow.datasets.Dataset;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.datasets.TargetScale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there was to know of a data set once a run was trained on it: enough to ask its network, and to draw what it
 * answers, without the data.
 *
 * @param targets how the network's answers become targets in the data set's units
 * @param plane null unless there are two features, both numbers
 */
public record Fitted(
        FeatureEncoding encoding,
        TargetScale targets,
        @Nullable PlaneExamples plane) {

    /** Runs of earlier versions keep nothing of targets. */
    public Fitted(FeatureEncoding encoding, @Nullable TargetScale targets, @Nullable PlaneExamples plane) {
        this.encoding = encoding;
        this.targets = targets == null ? TargetScale.NONE : targets;
        this.plane = plane;
    }

    static Fitted of(Dataset made, DatasetSpec spec) {
        List<String> names = made.encoding().names();
        return new Fitted(
                made.encoding(),
                made.targets(),
                spec.isPlane() ? PlaneExamples.of(names, made.unscaled(), spec.classes()) : null);
    }
}
