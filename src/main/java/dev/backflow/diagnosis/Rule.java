package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.Optional;

/** Something that can be wrong with a training, and how to see it. Without evidence it is silent. */
interface Rule {

    /** Its name, snake_case. */
    String id();

    /** What must be recorded for it. */
    default List<Tensor> needs() {
        return List.of();
    }

    /** Why it cannot be judged in this run, though all it needs is recorded; empty where it can. */
    default Optional<String> objection(Evidence evidence) {
        return Optional.empty();
    }

    /** Asked only about runs with at least one recorded epoch. */
    Optional<Finding> judge(Evidence evidence);
}
