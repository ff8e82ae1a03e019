package dev.backflow.api;

import dev.backflow.runs.Upload;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An uploaded data set as clients see it. */
record DatasetView(
        String id,
        String name,
        Instant createdAt,
        long bytes,
        String sha256,
        JsonNode separator,
        JsonNode rows,
        JsonNode columns,
        Map<String, String> links) {

    static DatasetView of(Upload upload) {
        JsonNode profile = upload.profile();
        return new DatasetView(
                upload.id(),
                upload.name(),
                upload.createdAt(),
                upload.bytes(),
                upload.sha256(),
                profile.get("separator"),
                profile.get("rows"),
                profile.get("columns"),
                Map.of("self", "/api/v1/datasets/" + upload.id()));
    }
}
