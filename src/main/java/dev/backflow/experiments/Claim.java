package dev.backflow.experiments;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.SpecProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of the cells, such as a paper. The experiment answers whether it holds here: when every condition
 * is shown to hold.
 *
 * @param says in words, with the numbers that were published
 * @param source who says so, and where
 * @param conditions what must hold of the cells
 */
public record Claim(String says, @Default("null") @Nullable String source, List<Condition> conditions) {

    private static final int LONGEST = 600;
    private static final int MOST = 50;

    /** A number of a cell. */
    public enum Measure {
        /** The share of the seeds with which it learned. */
        LEARNED,
        /** The metric that is asked for. */
        VALUE,
        /** log10 of RMS(δ of the first layer) / RMS(δ of the last) of the untrained network. */
        UNTRAINED_GAIN,
        /** The same at the last epoch. */
        TRAINED_GAIN
    }

    /** How a cell is. */
    public enum Relation {
        AT_LEAST,
        AT_MOST,
        /** Learns with more seeds, has the better metric, or lets more of the gradient through. */
        BETTER_THAN,
        /** Not better by more than {@code value}. */
        NOT_BETTER_THAN
    }

    /**
     * One thing that must hold: a number of a cell has a bound, or is compared with that of another cell. A bound holds
     * if all of the 95 % interval of the number is within it, and does not if all of it is beyond.
     *
     * @param says the same in words
     * @param measure the number
     * @param cell its title, the words for its values
     * @param relation to {@code value} or to {@code than}
     * @param value the bound; of {@code not_better_than} the difference that does not count, 0 if left out
     * @param than title of the cell that it is compared with
     */
    public record Condition(
            @Default("null") @Nullable String says,
            @Default("learned") Measure measure,
            String cell,
            Relation relation,
            @Default("null") @Nullable Double value,
            @Default("null") @Nullable String than) {

        public Condition {
            says = says == null ? null : GivenName.text("says", says, LONGEST);
            boolean compares = relation == Relation.BETTER_THAN || relation == Relation.NOT_BETTER_THAN;
            Check.require(
                    compares == (than != null),
                    "than",
                    than,
                    compares ? "must be the title of the other cell" : "must be left out with a bound");
            boolean bounded = relation != Relation.BETTER_THAN;
            Check.require(
                    value == null ? compares : bounded,
                    "value",
                    value,
                    bounded ? "must be the bound" : "must be left out: any shown difference counts");
            if (value != null) {
                Check.between("value", value, compares ? 0 : -1e9, 1e9);
            }
        }

        boolean compares() {
            return than != null;
        }
    }

    public Claim {
        says = GivenName.text("says", says, LONGEST);
        source = source == null ? null : GivenName.text("source", source, LONGEST);
        Check.require(
                !conditions.isEmpty() && conditions.size() <= MOST,
                "conditions",
                conditions.size(),
                "must be from 1 to " + MOST);
        conditions = List.copyOf(conditions);
    }

    /**
     * What is wrong with it in an experiment: it may speak of cells only that there are.
     *
     * @param titles of the cells
     */
    List<SpecProblem> problems(List<String> titles) {
        Set<String> known = new HashSet<>(titles);
        String detail = "must be the title of a cell, such as "
                + titles.stream().limit(10).collect(Collectors.joining("; "));
        List<SpecProblem> problems = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            String place = "/claim/conditions/" + i;
            Condition condition = conditions.get(i);
            if (!known.contains(condition.cell())) {
                problems.add(SpecProblem.of(place + "/cell", condition.cell(), detail));
            }
            if (condition.than() != null && !known.contains(condition.than())) {
                problems.add(SpecProblem.of(place + "/than", condition.than(), detail));
            }
        }
        return problems;
    }
}
