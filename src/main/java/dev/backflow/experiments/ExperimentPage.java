package dev.backflow.experiments;

import dev.backflow.runs.PageToken;
import java.util.List;
import java.util.Optional;

/**
 * Part of the list of experiments.
 *
 * @param experiments newest first
 * @param next where the next page begins; empty on the last
 */
public record ExperimentPage(List<Experiment> experiments, Optional<PageToken> next) {}
