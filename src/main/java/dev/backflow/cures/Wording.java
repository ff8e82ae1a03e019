package dev.backflow.cures;

import dev.backflow.cures.CureAnswer.Tested;
import dev.backflow.cures.CureAnswer.Verdict;
import dev.backflow.diagnosis.Remedy;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a search has found. */
record Wording(CureCase run, Trials trials) {

    private static final double BY_CHANCE = 0.1;
    private static final Map<String, String> METRICS =
            Map.of("accuracy", "accuracy", "mean_recall", "mean recall of the classes", "r2", "R²");

    CureAnswer healthy(Tested unchanged, Trial goal) {
        int count = unchanged.learned().count();
        int of = unchanged.learned().of();
        String text;
        if (count == of) {
            text = "There is nothing to cure. With " + values(unchanged)
                    + ", the run as it is does what all that usually helps does together.";
        } else if (2 * count > of) {
            text = "There is nothing to cure. With " + values(unchanged) + ", " + count + " of " + of
                    + " seeds learn as it is: those that do not are bad luck.";
        } else {
            text = String.format(
                    Locale.ROOT,
                    "No rule says that anything is wrong, and nothing is claimed. With %s it learns more than half of what"
                            + " all that usually helps brings together (%.2f).",
                    values(unchanged),
                    goal.training().value());
        }
        return answer(Verdict.HEALTHY, text, null, List.of(), unchanged, unchanged);
    }

    CureAnswer nothing(Tested before, Treatment closest, Tested after) {
        return answer(
                Verdict.NONE, "Nothing that was tried helps. " + why(closest, after), null, List.of(), before, after);
    }

    private String why(Treatment closest, Tested after) {
        if (frequent(after).contains("uninformative_inputs")) {
            return "The inputs do not tell the examples apart, so that no network can.";
        }
        Trial first = Objects.requireNonNull(
                trials.made().get(Trials.key(closest, after.seeds().get(0))));
        if (first.heldOut() != null
                && first.training().way() > 3 * BY_CHANCE
                && first.heldOut().way() < 2 * BY_CHANCE) {
            return "What is learned of the training examples (" + metric(after) + " " + median(after.values())
                    + ") holds for no others (" + median(heldOut(after))
                    + " on those held out): the labels seem to have no relation to the inputs, or there are too few"
                    + " examples to see it.";
        }
        return closest.size() == 0
                ? "All that usually helps leaves it at " + values(after) + "."
                : "Closest came: " + Remedy.insideSentence(closest.title()) + ", with " + values(after) + ".";
    }

    CureAnswer cure(Verdict verdict, Treatment treatment, List<CureAnswer.Part> parts, Tested before, Tested after) {
        List<String> left = frequent(after);
        String text = (verdict == Verdict.CURED ? "Cured: " : "Improved, not cured: ")
                + Remedy.insideSentence(treatment.title()) + ". The " + metric(after) + " goes from "
                + median(before.values())
                + " to " + median(after.values())
                + (after.heldOut() == null || before.heldOut() == null
                        ? ""
                        : ", on examples held out from " + median(before.heldOut()) + " to " + median(after.heldOut()))
                + "; " + after.learned().count() + " of " + after.learned().of() + " seeds learn, "
                + before.learned().count() + " without it."
                + (left.isEmpty() ? "" : " Left is " + String.join(", ", left) + ".");
        return answer(verdict, text, treatment, parts, before, after);
    }

    private CureAnswer answer(
            Verdict verdict,
            String text,
            @Nullable Treatment treatment,
            List<CureAnswer.Part> parts,
            Tested before,
            Tested after) {
        return new CureAnswer(
                verdict,
                text,
                treatment == null ? null : treatment.title(),
                treatment == null ? null : run.patch(treatment),
                parts,
                before,
                after,
                frequent(after),
                trials.made().size(),
                trials.seconds());
    }

    /** Findings of more than half of the seeds. */
    private static List<String> frequent(Tested tested) {
        Map<String, Long> counts = tested.findings().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .filter(each -> 2 * each.getValue() > tested.seeds().size())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static List<@Nullable Double> heldOut(Tested tested) {
        return Objects.requireNonNull(tested.heldOut());
    }

    private static String values(Tested tested) {
        return article(tested) + metric(tested) + " of " + median(tested.values())
                + (tested.heldOut() == null ? "" : " (" + median(tested.heldOut()) + " on examples held out)");
    }

    private static String article(Tested tested) {
        return tested.metric().equals("mean_recall") ? "a " : "an ";
    }

    private static String metric(Tested tested) {
        return Objects.requireNonNull(METRICS.get(tested.metric()));
    }

    private static String median(List<@Nullable Double> values) {
        List<Double> sorted = values.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.size() * 2 <= values.size()
                ? "no number"
                : String.format(Locale.ROOT, "%.2f", sorted.get(sorted.size() / 2));
    }
}
