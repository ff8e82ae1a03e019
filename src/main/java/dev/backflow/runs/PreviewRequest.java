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

    public PreviewRequest {
        Check.positive("points", points);
    }
}
