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

    /** The findings of other rules that explain what this one sees. */
    default List<Cause> causes() {
        return List.of();
    }

    /** Whether it only says what became of the training, which every finding that is none of these explains. */
    default boolean isOutcome() {
        return false;
    }

    /** Whether nothing else is worth saying where it is found. */
    default boolean isDecisive() {
        return false;
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

    /** What is certain before anything is trained: asked without measurements. */
    default Optional<Finding> foresee(Evidence evidence) {
        return Optional.empty();
    }

    /**
     * Another rule whose finding explains this one's.
     *
     * @param rule the id of one in the same pack
     * @param applies whether it explains what this rule sees in such a run
     * @param hides whether this rule would be wrong then; otherwise its finding is listed as a consequence
     * @param wholly whether this rule's finding is gone with its cause, so that it needs no remedy of its own
     */
    record Cause(String rule, Predicate<Evidence> applies, boolean hides, boolean wholly) {

        /** Wherever that rule has a finding. */
        static Cause of(String rule) {
            return new Cause(rule, evidence -> true, false, true);
        }

        static List<Cause> all(String... rules) {
            return List.of(rules).stream().map(Cause::of).toList();
        }

        /** Only in such runs. */
        Cause where(Predicate<Evidence> condition) {
            return new Cause(rule, condition, hides, wholly);
        }

        /** This rule's finding would be wrong then. */
        Cause hiding() {
            return new Cause(rule, applies, true, true);
        }

        /** This rule's finding may be there without that one as well. */
        Cause partly() {
            return new Cause(rule, applies, hides, false);
        }
    }
}
