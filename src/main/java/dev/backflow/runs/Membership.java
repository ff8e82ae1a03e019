package dev.backflow.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * The place of a run in an experiment.
 *
 * @param experimentId which
 * @param cell from 0 on
 * @param seed what the cell is repeated with
 */
@Embeddable
public record Membership(
        String experimentId,
        int cell,
        @Column(name = "experiment_seed") int seed) {}
