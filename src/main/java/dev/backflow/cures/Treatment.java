package dev.backflow.cures;

import dev.backflow.diagnosis.Remedy;
import dev.backflow.runs.RunSpec;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A spec that was changed, in one way after the other.
 *
 * @param changes what has been done to it; empty for the unchanged one
 * @param json the spec, every default filled in
 * @param spec the same
 */
record Treatment(List<Change> changes, JsonNode json, RunSpec spec) {

    /**
     * One of them.
     *
     * @param id {@code hidden}, as the parts of the bundle are called, or {@code remedy of vanishing_gradient}
     * @param title what it does
     */
    record Change(String id, String title) {}

    /** By which it is remembered. */
    String id() {
        return changes.stream().map(Change::id).collect(Collectors.joining("+"));
    }

    int size() {
        return changes.size();
    }

    /** What all of them do, as one sentence without its full stop. */
    String title() {
        return changes.stream().map(Change::title).reduce(Remedy::joined).orElseThrow();
    }
}
