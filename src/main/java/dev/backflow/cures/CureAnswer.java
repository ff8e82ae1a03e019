package dev.backflow.cures;

import dev.backflow.diagnosis.Score;
import dev.backflow.experiments.statistics.Share;
import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a search for a cure has found.
 *
 * @param text what was found, for somebody to read
 * @param title what the smallest change does; null where nothing is claimed
 * @param patch a merge patch of the run's spec that makes this change; null where nothing is claimed
 * @param parts of the change
 * @param before the run as it is
 * @param after with the change; where nothing is claimed, what came closest
 * @param left findings of what came closest, in most of its seeds
 * @param trainings how many it took
 * @param seconds of CPU that they were expected to take
 */
public record CureAnswer(
        Verdict verdict,
        String text,
        @Nullable String title,
        @Nullable JsonNode patch,
        List<Part> parts,
        Tested before,
        Tested after,
        List<String> left,
        int trainings,
        double seconds) {

    /** What is claimed. */
    public enum Verdict {
        /** The change makes the network learn. */
        CURED,
        /** It learns more with the change, but something is left. */
        IMPROVED,
        /** The run already does what all that helps would do. */
        HEALTHY,
        /** Nothing that was tried helps. */
        NONE;

        public String wireName() {
            return WireNames.of(this);
        }
    }

    /**
     * A part of the change, and what it contributes.
     *
     * @param id such as {@code inputs}
     * @param title what it does
     * @param without the metric on the training examples where all other parts are done but not this one; null where
     *     that was not tried, or is no number
     */
    public record Part(String id, String title, @Nullable Double without) {}

    /**
     * A spec, trained with some seeds.
     *
     * @param metric {@code accuracy}, {@code mean_recall} or {@code r2}
     * @param values of the metric on the training examples, by seed; null where an answer was no number
     * @param heldOut the same on examples that were held out; null where there are too few
     * @param findings rules that object, by seed
     * @param learned how many of the seeds learn what all that helps together makes of it, with Wilson's interval
     */
    public record Tested(
            List<Long> seeds,
            String metric,
            List<@Nullable Double> values,
            @Nullable List<@Nullable Double> heldOut,
            List<List<String>> findings,
            Learned learned) {

        static Tested of(List<Long> seeds, List<Trial> trials, int learned) {
            boolean confirmed = trials.get(0).heldOut() != null;
            return new Tested(
                    seeds,
                    trials.get(0).training().metric(),
                    trials.stream().map(trial -> number(trial.training())).toList(),
                    confirmed
                            ? trials.stream()
                                    .map(trial -> number(Objects.requireNonNull(trial.heldOut())))
                                    .toList()
                            : null,
                    trials.stream().map(Trial::findings).toList(),
                    Learned.of(learned, trials.size()));
        }

        private static @Nullable Double number(Score score) {
            return Double.isFinite(score.value()) ? score.value() : null;
        }
    }

    /**
     * How many of the seeds learn.
     *
     * @param low end of Wilson's interval of the share, with a confidence of 95 %
     * @param high end of it
     */
    public record Learned(int count, int of, double low, double high) {

        static Learned of(int count, int of) {
            Share share = Share.of(count, of);
            return new Learned(
                    count, of, share.interval().low(), share.interval().high());
        }
    }
}
