package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.experiments.Estimate;
import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.experiments.JudgedClaim;
import dev.backflow.experiments.Standing;
import dev.backflow.figures.ExperimentFigureName;
import dev.backflow.runs.RunState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as clients see it.
 *
 * @param id opaque; later experiments have larger ones
 * @param request with every default filled in
 * @param cells the combinations of the axes' values
 * @param estimate what it was to cost, before it ran
 * @param claim whether what was claimed holds; null where nothing was, and in lists
 * @param links where to read on
 */
public record ExperimentView(
        String id,
        String name,

        @JsonRawValue @Schema(implementation = ExperimentRequest.class)
        String request,

        List<Cell> cells,
        Estimate estimate,
        Status status,
        @Nullable JudgedClaim claim,
        Links links) {

    /**
     * A combination of the axes' values.
     *
     * @param cell its number
     * @param title its values in one line
     * @param settings the words for its values by axis
     */
    record Cell(int cell, String title, Map<String, String> settings) {

        static List<Cell> of(Experiment.Plan plan) {
            List<Cell> cells = new ArrayList<>();
            for (int cell = 0; cell < plan.cells().size(); cell++) {
                cells.add(new Cell(cell, plan.title(cell), plan.settings(cell)));
            }
            return cells;
        }
    }

    /**
     * Where the experiment stands.
     *
     * @param state queued until a run has begun, running until all have ended, then succeeded if one has; cancelled if
     *     one was
     * @param runs how many are in each state
     * @param progress share of all epochs that are trained, or will not be any more
     * @param secondsLeft at the speed so far; null as long as that is not known, and when it is over
     */
    record Status(
            @Schema(implementation = RunState.class) String state,
            Map<String, Long> runs,
            double progress,
            @Nullable Double secondsLeft,
            Instant submittedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        static Status of(Experiment experiment, Standing standing) {
            Map<String, Long> runs = new LinkedHashMap<>();
            for (RunState state : RunState.values()) {
                runs.put(state.wireName(), standing.runs(state));
            }
            return new Status(
                    standing.state().wireName(),
                    runs,
                    standing.progress(),
                    standing.secondsLeft().orElse(null),
                    experiment.submittedAt(),
                    standing.startedAt().orElse(null),
                    standing.finishedAt().orElse(null));
        }
    }

    /**
     * Addresses, relative to the server.
     *
     * @param runs one by one
     * @param summary what they say together, cell by cell
     * @param comparison of each pair of cells
     * @param series one of them; other tensors and statistics are asked for in the query
     * @param figures pictures by name, as SVG; {@code .png} gives them as PNG
     * @param exports its runs as files, by format
     */
    record Links(
            String self,
            String runs,
            String summary,
            String comparison,
            String series,
            Map<String, String> figures,
            Map<String, String> exports) {

        static Links of(String id) {
            String self = "/api/v1/experiments/" + id;
            return new Links(
                    self,
                    "/api/v1/runs?experiment=" + id,
                    self + "/summary",
                    self + "/comparison",
                    self + "/series?tensor=kernel_gradient&statistic=std",
                    figures(self),
                    new TreeMap<>(Map.of("csv", self + "/export.csv", "ndjson", self + "/export.ndjson")));
        }

        private static Map<String, String> figures(String self) {
            Map<String, String> figures = new LinkedHashMap<>();
            for (ExperimentFigureName figure : ExperimentFigureName.values()) {
                figures.put(figure.wireName(), self + "/figures/" + figure.wireName() + ".svg");
            }
            return figures;
        }
    }

    public static Status status(Experiment experiment, Standing standing) {
        return Status.of(experiment, standing);
    }

    static ExperimentView of(Experiment experiment, Standing standing, @Nullable JudgedClaim claim) {
        return new ExperimentView(
                experiment.id(),
                experiment.name(),
                experiment.request(),
                Cell.of(experiment.plan()),
                experiment.plan().estimate(),
                Status.of(experiment, standing),
                claim,
                Links.of(experiment.id()));
    }
}
