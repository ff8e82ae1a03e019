package dev.backflow.spec;

import java.util.List;

/** What was sent cannot be read; every problem that was found, in reading order. */
public final class RefusedSpecException extends RuntimeException {

    private final transient List<SpecProblem> problems;

    public RefusedSpecException(List<SpecProblem> problems) {
        super(problems.get(0).pointer() + " " + problems.get(0).detail());
        this.problems = List.copyOf(problems);
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
