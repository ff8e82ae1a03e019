package dev.backflow.api;

import dev.backflow.cures.Cure;
import dev.backflow.cures.CureAnswer;
import dev.backflow.cures.CureAnswer.Part;
import dev.backflow.cures.CureAnswer.Tested;
import dev.backflow.cures.CureAnswer.Verdict;
import dev.backflow.runs.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What cures a run.
 *
 * @param search null where nobody has asked for one
 */
record CuresView(String runId, @Nullable Search search) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static CuresView of(String runId, Cure cure) {
        return new CuresView(
                runId,
                new Search(
                        cure.state().wireName(),
                        cure.requestedAt(),
                        cure.finishedAt().orElse(null),
                        cure.trainings(),
                        Cure.MOST_TRAININGS,
                        cure.error().orElse(null),
                        cure.answer()
                                .map(answer -> Answer.of(answer, cure.winner().orElse(null)))
                                .orElse(null)));
    }

    /**
     * A search.
     *
     * @param trainings how many were made so far
     * @param mostTrainings how many may be made
     * @param error why it failed
     * @param answer once it has succeeded
     */
    record Search(
            @Schema(implementation = RunState.class) String state,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            int trainings,
            int mostTrainings,
            @Nullable String error,
            @Nullable Answer answer) {}

    /**
     * What it has found.
     *
     * @param verdict {@code cured}, {@code improved} where something is left, {@code healthy} where there is nothing to
     *     cure, {@code none} where nothing helps
     * @param text what was found, for people
     * @param remedy the smallest change; null where nothing is claimed
     * @param parts of it, and what each contributes
     * @param before the run as it is, with three seeds and a part of its examples held out
     * @param after with the change; where nothing is claimed, what came closest
     * @param left findings that are left in most seeds
     * @param seconds of CPU that the trainings were expected to take
     * @param winner the run that was forked with the change; null where there is none, or no room for it
     */
    record Answer(
            @Schema(implementation = Verdict.class) String verdict,
            String text,
            @Nullable RemedyView remedy,
            List<Part> parts,
            Tested before,
            Tested after,
            List<String> left,
            double seconds,
            @Nullable String winner) {

        static Answer of(CureAnswer found, @Nullable String winner) {
            return new Answer(
                    found.verdict().wireName(),
                    found.text(),
                    found.title() == null
                            ? null
                            : new RemedyView(
                                    found.title(),
                                    MAPPER.convertValue(found.patch(), new TypeReference<Map<String, Object>>() {})),
                    found.parts(),
                    found.before(),
                    found.after(),
                    found.left(),
                    found.seconds(),
                    winner);
        }
    }
}
