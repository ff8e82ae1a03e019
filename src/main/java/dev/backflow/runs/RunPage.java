package dev.backflow.runs;

import java.util.List;
import java.util.Optional;

/**
 * Part of the list of runs.
 *
 * @param runs newest first
 * @param next where the next page begins; empty on the last
 */
public record RunPage(List<Run> runs, Optional<PageToken> next) {}
