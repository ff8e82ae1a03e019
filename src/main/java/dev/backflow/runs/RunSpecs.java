package dev.backflow.runs;

import tools.jackson.databind.json.JsonMapper;

/** Stored specs, read back. */
public final class RunSpecs {

    private static final JsonMapper MAPPER = new JsonMapper();

    private RunSpecs() {}

    public static RunSpec of(Run run) {
        return SpecReader.read(MAPPER.readTree(run.spec()), RunSpec.class);
    }
}
