package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.experiments.Claim.Condition;
import dev.backflow.experiments.Claim.Measure;
import dev.backflow.experiments.Claim.Relation;
import dev.backflow.spec.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a claim holds is what the outcomes say, whatever they are. */
class JudgedClaimTest {

    private static final Claim.Condition ANY = new Condition(null, Measure.LEARNED, "a", Relation.AT_LEAST, 0.5, null);

    private static Experiment.Plan plan(boolean smallerIsBetter, Condition... conditions) {
        return new Experiment.Plan(
                new Seeds(1, 20),
                new Question("accuracy", Question.Of.LAST, 10, smallerIsBetter ? 0.1 : 0.9),
                smallerIsBetter,
                List.of("axis"),
                List.of(List.of("a"), List.of("b")),
                new Estimate(2, 40, 1, 1, List.of()),
                new Claim("something is so", "a paper, 2026", List.of(conditions)));
    }

    private static List<Outcome> outcomes(int seeds, IntToDoubleFunction a, IntToDoubleFunction b) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            outcomes.add(outcome(0, seed, a.applyAsDouble(seed)));
            outcomes.add(outcome(1, seed, b.applyAsDouble(seed)));
        }
        return outcomes;
    }

    private static Outcome outcome(int cell, int seed, double answer) {
        return new Outcome(cell + "-" + seed, cell, seed, answer, answer - 2, answer - 1, List.of());
    }

    private static String verdict(List<Outcome> outcomes, Condition... conditions) {
        JudgedClaim judged = JudgedClaim.of(plan(false, conditions), outcomes);
        assertThat(judged).isNotNull();
        assertThat(judged.sentence()).matches("It .*[.)]").doesNotContain("null", "NaN");
        assertThat(judged.conditions()).hasSameSizeAs(conditions);
        return judged.verdict();
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20, 0.5, at_least, holds",
        "0, 20, 0.5, at_least, does_not_hold",
        "10, 20, 0.5, at_least, not_shown",
        "2, 2, 0.5, at_least, not_shown",
        "0, 20, 0.5, at_most, holds",
        "20, 20, 0.5, at_most, does_not_hold",
        "9, 20, 0.5, at_most, not_shown",
        "19, 20, 0.7, at_least, holds",
        "19, 20, 0.8, at_least, not_shown"
    })
    void aShareHasABoundIfItsWholeIntervalHasIt(int learned, int seeds, double bound, String relation, String verdict) {
        List<Outcome> outcomes = outcomes(seeds, seed -> seed <= learned ? 1 : 0.5, seed -> 0.5);
        Relation asked = Relation.valueOf(relation.toUpperCase(java.util.Locale.ROOT));
        assertThat(verdict(outcomes, new Condition(null, Measure.LEARNED, "a", asked, bound, null)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 0, 20, holds, does_not_hold",
        "-0.2, 0, 20, does_not_hold, holds",
        "0, 0, 20, not_shown, holds",
        "0, 0.3, 20, not_shown, not_shown",
        "0.2, 0, 5, not_shown, not_shown",
        "0.01, 0, 20, holds, holds"
    })
    void cellsAreComparedInPairs(double ahead, double noise, int seeds, String better, String notBetter) {
        List<Outcome> outcomes = outcomes(
                seeds, seed -> 0.5 + 0.01 * seed + ahead + (seed % 2 == 0 ? noise : -noise), seed -> 0.5 + 0.01 * seed);
        for (Measure measure : List.of(Measure.VALUE, Measure.UNTRAINED_GAIN, Measure.TRAINED_GAIN)) {
            assertThat(verdict(outcomes, new Condition(null, measure, "a", Relation.BETTER_THAN, null, "b")))
                    .isEqualTo(better);
            assertThat(verdict(outcomes, new Condition(null, measure, "a", Relation.NOT_BETTER_THAN, 0.05, "b")))
                    .isEqualTo(notBetter);
        }
    }

    @Test
    void aSmallerLossIsBetter() {
        List<Outcome> outcomes = outcomes(12, seed -> 0.1 * seed, seed -> 0.1 * seed + 1);
        Condition condition = new Condition(null, Measure.VALUE, "a", Relation.BETTER_THAN, null, "b");
        JudgedClaim judged = JudgedClaim.of(plan(true, condition), outcomes);
        assertThat(judged.verdict()).isEqualTo("holds");
        assertThat(judged.sentence()).contains("differs by -1 on average", "better with 12 and worse with 0");
        assertThat(verdict(outcomes, condition)).isEqualTo("does_not_hold");
    }

    @Test
    void oneConditionThatFailsDecidesAndOneThatIsOpenKeepsTheClaimOpen() {
        List<Outcome> outcomes = outcomes(20, seed -> 1, seed -> seed % 2);
        Condition fails = new Condition("a fails", Measure.LEARNED, "a", Relation.AT_MOST, 0.5, null);
        Condition open = new Condition("b is open", Measure.LEARNED, "b", Relation.AT_LEAST, 0.5, null);
        assertThat(verdict(outcomes, ANY)).isEqualTo("holds");
        assertThat(verdict(outcomes, ANY, open)).isEqualTo("not_shown");
        assertThat(verdict(outcomes, ANY, open, fails)).isEqualTo("does_not_hold");
        JudgedClaim judged = JudgedClaim.of(plan(false, ANY, open, fails), outcomes);
        assertThat(judged.sentence())
                .isEqualTo("It does not hold here: a learned with 20 of 20 seeds (95 % interval 0.839 to 1), and the"
                        + " claim is at most 0.5.");
    }

    @Test
    void nothingIsShownWithoutOutcomes() {
        assertThat(verdict(List.of(), ANY, new Condition(null, Measure.VALUE, "a", Relation.BETTER_THAN, null, "b")))
                .isEqualTo("not_shown");
        assertThat(verdict(
                        List.of(new Outcome("r", 0, 1, Double.NaN, null, null, List.of())),
                        new Condition(null, Measure.UNTRAINED_GAIN, "a", Relation.AT_LEAST, -1.0, null)))
                .isEqualTo("not_shown");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "AT_LEAST, -, -, value",
                "AT_MOST, 0.5, b, than",
                "BETTER_THAN, -, -, than",
                "BETTER_THAN, 0.5, b, value",
                "NOT_BETTER_THAN, -0.5, b, value",
                "AT_LEAST, 1e300, -, value"
            })
    void whatCannotBeJudgedIsRefused(Relation relation, @Nullable Double value, @Nullable String than, String field) {
        assertThatThrownBy(() -> new Condition(null, Measure.LEARNED, "a", relation, value, than))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class, e -> assertThat(e.path()).isEqualTo(field));
    }
}
