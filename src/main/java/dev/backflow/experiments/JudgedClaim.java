package dev.backflow.experiments;

import dev.backflow.spec.WireNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim, and whether it holds here, as the experiment's own numbers say.
 *
 * @param says what is claimed
 * @param source who says so, and where
 * @param verdict {@code does_not_hold} if a condition does not, {@code holds} if all do, {@code not_shown} otherwise
 * @param sentence the same in words, with the numbers of what decides it
 * @param conditions what is claimed one by one
 */
public record JudgedClaim(
        String says,
        @Nullable String source,
        @Schema(implementation = Verdict.class) String verdict,
        String sentence,
        List<Part> conditions) {

    /** What an experiment shows of a claim. */
    public enum Verdict {
        HOLDS,
        DOES_NOT_HOLD,
        /** Too few seeds, too wide an interval, or runs that have not ended. */
        NOT_SHOWN
    }

    /**
     * One condition of a claim.
     *
     * @param says what is claimed; null if it is said by the sentence only
     * @param sentence the numbers
     */
    public record Part(
            @Nullable String says,
            @Schema(implementation = Verdict.class) String verdict,
            String sentence) {

        static Part of(Claim.Condition condition, Verdict verdict, String sentence) {
            return new Part(condition.says(), WireNames.of(verdict), sentence);
        }

        private boolean is(Verdict asked) {
            return verdict.equals(WireNames.of(asked));
        }
    }

    /** As long as runs are to come: what is seen of few seeds could be chosen by when it is looked at. */
    static JudgedClaim pending(Claim claim, long ended, int runs) {
        String sentence = "Nothing is shown before all runs have ended: " + ended + " of " + runs + " have.";
        return new JudgedClaim(claim.says(), claim.source(), WireNames.of(Verdict.NOT_SHOWN), sentence, List.of());
    }

    /** What runs that have all ended say of it; null where nothing was claimed. */
    static @Nullable JudgedClaim of(Experiment.Plan plan, List<Outcome> outcomes) {
        Claim claim = plan.claim();
        if (claim == null) {
            return null;
        }
        List<Part> parts = new ClaimJudge(plan, outcomes).judge(claim);
        List<Part> failed =
                parts.stream().filter(part -> part.is(Verdict.DOES_NOT_HOLD)).toList();
        List<Part> open =
                parts.stream().filter(part -> part.is(Verdict.NOT_SHOWN)).toList();
        Verdict verdict =
                !failed.isEmpty() ? Verdict.DOES_NOT_HOLD : open.isEmpty() ? Verdict.HOLDS : Verdict.NOT_SHOWN;
        String sentence = switch (verdict) {
            case HOLDS -> "It holds here: " + told(parts, "condition is met as well");
            case DOES_NOT_HOLD -> "It does not hold here: " + told(failed, "condition fails as well");
            case NOT_SHOWN -> "It is not shown here: " + told(open, "condition is not shown either");
        };
        return new JudgedClaim(claim.says(), claim.source(), WireNames.of(verdict), sentence, parts);
    }

    /** The first, and how many more there are. */
    private static String told(List<Part> parts, String others) {
        int more = parts.size() - 1;
        List<String> sentences = new ArrayList<>(List.of(parts.get(0).sentence()));
        if (more > 0) {
            String words = more == 1
                    ? others
                    : others.replace("condition is", "conditions are").replace("condition fails", "conditions fail");
            sentences.add("(" + more + " more " + words + ".)");
        }
        return String.join(" ", sentences);
    }
}
