package dev.backflow.runs;

import dev.backflow.datasets.DatasetSpec;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;

/**
 * What is posted to look at a data set before training on it.
 *
 * @param points rows that are wanted at most
 */
public record PreviewRequest(
        DatasetSpec dataset, @Default("2000") int points) {

    private static final int MOST_POINTS = 100_000;

    /** Of the whole data set, which has to be made to show a part. */
    private static final long MOST_NUMBERS = 5_000_000;

    public PreviewRequest {
        Check.between("points", points, 1, MOST_POINTS);
        long numbers = (long) dataset.samples() * (dataset.inputs() + dataset.outputs());
        Check.require(
                numbers <= MOST_NUMBERS,
                "dataset",
                numbers + " numbers",
                "must be at most " + MOST_NUMBERS + " numbers, samples × columns, to be looked at");
    }
}
