package dev.backflow.diagnosis;

import java.util.Map;

/**
 * Something to try.
 *
 * @param title what it does
 * @param patch a JSON merge patch (RFC 7396) of the run's spec, as forking takes it
 */
public record Remedy(String title, Map<String, Object> patch) {}
