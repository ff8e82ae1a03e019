package dev.backflow.runs;

import java.util.List;
import java.util.Optional;

/**
 * Part of the list of runs.
 *
 * @param runs in the order that was asked for
 * @param next the token with which the next page begins; empty on the last
 */
public record RunPage(List<Run> runs, Optional<String> next) {}
