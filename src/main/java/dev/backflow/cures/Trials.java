package dev.backflow.cures;

import java.util.Map;
import java.util.Optional;

/** Trainings, each made once: what was made before is remembered, so that a search can go on where it was stopped. */
interface Trials {

    /**
     * What the training of a treatment comes to; empty if there is nothing left to spend on it.
     *
     * @throws SearchPausedException if the search is to go on later
     */
    Optional<Trial> of(Treatment treatment, long seed);

    /** All that were made, in their order, by {@link #key}. */
    Map<String, Trial> made();

    /** Of CPU, that they were expected to take. */
    double seconds();

    static String key(Treatment treatment, long seed) {
        return treatment.id() + "@" + seed;
    }
}
