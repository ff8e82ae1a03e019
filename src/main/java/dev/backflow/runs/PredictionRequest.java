package dev.backflow.runs;

import dev.backflow.spec.Check;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is posted to have predictions made.
 *
 * @param features examples × features, in the units of the data set: of a file, numbers as they stand there and
 *     categories as texts, in the order of {@code spec.dataset.features}
 */
public record PredictionRequest(List<List<JsonNode>> features) {

    public PredictionRequest {
        Check.notEmpty("features", features, "no rows", "must have at least one row");
    }
}
