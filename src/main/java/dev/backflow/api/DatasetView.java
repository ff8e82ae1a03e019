package dev.backflow.api;

import dev.backflow.datasets.CsvColumn;
import dev.backflow.datasets.Separator;
import dev.backflow.uploads.Upload;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An uploaded data set as clients see it.
 *
 * @param bytes length of the file
 * @param separator what stands between its values
 * @param rows below the header
 * @param columns in the order of the file
 * @param links the address of this data set
 */
record DatasetView(
        String id,
        String name,
        Instant createdAt,
        long bytes,
        String sha256,
        @Schema(implementation = Separator.class) JsonNode separator,
        int rows,
        @Schema(implementation = CsvColumn.class) List<JsonNode> columns,
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
                profile.get("rows").asInt(),
                List.copyOf(profile.get("columns").values()),
                Map.of("self", "/api/v1/datasets/" + upload.id()));
    }
}
