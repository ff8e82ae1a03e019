package dev.backflow.cures;

import tools.jackson.databind.JsonNode;

/**
 * The first remedy of a finding.
 *
 * @param patch a merge patch of the run's spec
 */
public record FirstAid(String rule, String title, JsonNode patch) {}
