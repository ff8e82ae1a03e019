package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import dev.backflow.series.SeriesQuery;
import dev.backflow.series.SeveralRuns;
import dev.backflow.storage.RecordedRun;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was recorded of several runs, in one answer. */
@Tag(name = "Results")
@RestController
@RequestMapping(
        path = "/api/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
class SeveralRunsController {

    static final int MOST_RUNS = 100;
    private static final String ID = "^[^\\u0000]+$";

    private final Recordings recordings;

    SeveralRunsController(Recordings recordings) {
        this.recordings = recordings;
    }

    /**
     * Read a statistic of a tensor of several runs. The columns are those of each run, called {@code run.layer}, over
     * all epochs that any of the runs recorded; a run has gaps where it has recorded nothing.
     *
     * @param run the runs, at most 100
     * @param tensor what was measured; all runs must record it
     * @param statistic the number about it
     * @param layers only these, in the runs that have them; left out, all
     * @param from first epoch
     * @param to last epoch
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, and one for each layer of each run
     */
    @GetMapping(
            path = "/series",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getSeriesOfRuns(
            @Schema(pattern = ID) @RequestParam List<String> run,
            @RequestParam Tensor tensor,
            @RequestParam Statistic statistic,
            @RequestParam(defaultValue = "") List<String> layers,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        List<RecordedRun> opened = opened(run);
        SeriesQuery query = new SeriesQuery(Axis.EPOCH, tensor, statistic, layers, from, to);
        Columns columns = SeveralRuns.series(opened, query);
        return ColumnsView.of(Measured.ofRuns(opened).of(tensor, statistic), Points.atMost(points, columns), shape);
    }

    /**
     * Compare runs. One column for each run, called by its id, over all epochs that any of the runs recorded: of a
     * statistic of a tensor in one layer, or of the loss or a metric. A run has gaps where it has recorded nothing.
     *
     * @param run the runs, at most 100
     * @param tensor what was measured, with {@code statistic} and {@code layer}; all runs must record it
     * @param statistic the number about it
     * @param layer where; all runs must have it
     * @param metric {@code loss} or the name of a metric, instead of the three
     * @param from first epoch
     * @param to last epoch
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, and one for each run
     */
    @GetMapping(
            path = "/comparisons",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView compareRuns(
            @Schema(pattern = ID) @RequestParam List<String> run,
            @RequestParam(required = false) @Nullable Tensor tensor,
            @RequestParam(required = false) @Nullable Statistic statistic,
            @RequestParam(required = false) @Nullable String layer,
            @RequestParam(required = false) @Nullable String metric,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        List<RecordedRun> opened = opened(run);
        Measured runs = Measured.ofRuns(opened);
        if (metric != null && tensor == null && statistic == null && layer == null) {
            Columns columns = SeveralRuns.metric(opened, metric, from, to);
            return ColumnsView.of(runs.ofMetric(metric), Points.atMost(points, columns), shape);
        }
        if (metric != null || tensor == null || statistic == null || layer == null) {
            throw new BadQueryException(
                    "metric", metric, "must be given, or tensor, statistic and layer: one of both, not parts of both");
        }
        SeriesQuery query = new SeriesQuery(Axis.EPOCH, tensor, statistic, List.of(), from, to);
        Columns columns = SeveralRuns.ofLayer(opened, query, layer);
        return ColumnsView.of(runs.of(tensor, statistic).in(layer), Points.atMost(points, columns), shape);
    }

    private List<RecordedRun> opened(List<String> ids) {
        if (ids.size() > MOST_RUNS) {
            throw BadQueryException.exceeding("run", ids.size(), MOST_RUNS, "must name at most " + MOST_RUNS + " runs");
        }
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                throw new BadQueryException("run", id, "is named twice");
            }
        }
        return ids.stream().map(id -> recordings.open(id).recording()).toList();
    }
}
