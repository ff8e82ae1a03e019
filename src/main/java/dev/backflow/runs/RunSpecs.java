package dev.backflow.runs;

import dev.backflow.spec.MergePatch;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stored specs, read back. */
public final class RunSpecs {

    private static final JsonMapper MAPPER = new JsonMapper();

    private RunSpecs() {}

    /**
     * The spec that a JSON merge patch makes of another, with every default filled in.
     *
     * @return nothing if it would be refused
     */
    public static Optional<JsonNode> patched(JsonNode spec, JsonNode patch) {
        try {
            JsonNode merged = MergePatch.apply(spec, patch);
            return Optional.of(SpecWriter.write(SpecReader.read(merged, RunSpec.class)));
        } catch (RefusedSpecException e) {
            return Optional.empty();
        }
    }

    public static RunSpec of(Run run) {
        return of(run.spec());
    }

    private static RunSpec of(String spec) {
        return SpecReader.read(tree(spec), RunSpec.class);
    }

    static JsonNode tree(String json) {
        return MAPPER.readTree(json);
    }

    /** Of a run that was stored without one; of a spec that is not accepted any more nothing can be said. */
    static RunDescription description(String spec, int firstEpoch) {
        try {
            return RunDescription.ofEarlier(of(spec), firstEpoch);
        } catch (RefusedSpecException e) {
            return RunDescription.NONE;
        }
    }
}
