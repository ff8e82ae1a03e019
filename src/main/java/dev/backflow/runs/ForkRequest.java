package dev.backflow.runs;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is posted to fork a run.
 *
 * @param patch JSON merge patch (RFC 7396) of the spec; an object that it gives another type is replaced as a whole
 * @param fromEpoch where to begin: at the latest kept checkpoint up to this epoch; 0 is the untrained network
 * @param name for people; left out, a summary of the new spec
 * @param labels left out, those of the forked run but {@code preset}
 * @param priority which of the waiting runs are taken first
 */
public record ForkRequest(
        @Default("{}") JsonNode patch,
        @Default("0") int fromEpoch,
        @Default("null") @Nullable String name,
        @Default("null") @Nullable Map<String, String> labels,
        @Default("normal") Priority priority) {

    public ForkRequest {
        Check.require(patch.isObject(), "patch", patch, "must be an object");
        name = name == null ? null : GivenName.of("name", name);
        labels = labels == null ? null : RunRequest.checked(labels);
        Check.notNegative("from_epoch", fromEpoch);
    }
}
