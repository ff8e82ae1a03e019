package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Something that can be wrong with a training, and how to see it. Without evidence it is silent. */
interface Rule {

    /** Its name, snake_case. */
    String id();

    /** What it cannot judge without. */
    default Needs needs() {
        return Needs.of();
    }

    /** The findings of other rules that explain what this one sees: it is then not reported. */
    default List<Unless> unless() {
        return List.of();
    }

    /** Why it cannot be judged in this run, though all it needs is there; empty where it can. */
    default Optional<String> objection(Evidence evidence) {
        return Optional.empty();
    }

    /** What it leaves out of its judgement because it does not know it, and why; empty where it judges all. */
    default Optional<String> reservation(Evidence evidence) {
        return Optional.empty();
    }

    /** Asked only about runs with at least one recorded epoch. */
    Optional<Finding> judge(Evidence evidence);

    /**
     * Another rule that takes precedence.
     *
     * @param rule the id of one in the same pack
     * @param applies whether it explains what this rule sees in such a run
     */
    record Unless(String rule, Predicate<Evidence> applies) {

        /** Wherever that rule has a finding. */
        static Unless found(String rule) {
            return new Unless(rule, evidence -> true);
        }

        /** Only in such runs. */
        Unless where(Predicate<Evidence> condition) {
            return new Unless(rule, condition);
        }
    }
}
