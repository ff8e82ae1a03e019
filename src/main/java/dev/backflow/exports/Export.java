package dev.backflow.exports;

import dev.backflow.storage.RecordedRun;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What is exported.
 *
 * @param described the run as clients see it, for the format that describes it
 * @param started when training began
 */
public record Export(RecordedRun recording, JsonNode described, Instant started) {}
