package dev.backflow.spec;

import java.util.List;

/** What was sent cannot be read: the first problems that were found, in reading order, and how many there are more. */
public final class RefusedSpecException extends RuntimeException {

    /** So many problems are reported one by one: who has more of them makes the same mistake again and again. */
    static final int REPORTED = 20;

    private final transient List<SpecProblem> problems;
    private final int more;

    /** @param problems at least one */
    public RefusedSpecException(List<SpecProblem> problems) {
        super(problems.get(0).pointer() + " " + problems.get(0).detail());
        int reported = Math.min(REPORTED, problems.size());
        this.problems = List.copyOf(problems.subList(0, reported));
        more = problems.size() - reported;
    }

    /** A part that was refused by itself, as a problem of the whole. */
    public static RefusedSpecException of(String parent, InvalidSpecException invalid) {
        String value = String.valueOf(invalid.value());
        return new RefusedSpecException(
                List.of(SpecProblem.of(parent + "/" + invalid.path(), value, invalid.reason())));
    }

    public List<SpecProblem> problems() {
        return problems;
    }

    /** How many were found that are not reported one by one; reading ends after a thousand. */
    public int more() {
        return more;
    }
}
