package dev.backflow.datasets;

import org.jspecify.annotations.Nullable;

/**
 * The data of a run: what it is trained and validated on.
 *
 * @param validation null where the last examples are validated on, or none
 * @param training how many of the first examples are trained on
 */
public record TrainingSet(DatasetSpec dataset, @Nullable ValidationSpec validation, int training) {

    /** Newly made: those trained on first, scaled as they tell. */
    Dataset load(CsvFiles files) {
        if (validation instanceof DatasetSpec own) {
            Dataset first = dataset.load(files, training, null);
            return first.followedBy(own.encoded(files, first.encoding().inputLines(), first.targets()));
        }
        return dataset.load(files, training, validation instanceof Split split ? split : null);
    }

    /** Whether it costs nothing to make, and a lot to compare. */
    boolean isWritten() {
        return dataset instanceof Inline || validation instanceof Inline;
    }
}
