package dev.backflow.api;

import dev.backflow.experiments.Comparison;
import dev.backflow.experiments.Experiments;
import dev.backflow.experiments.Summary;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the runs of an experiment say together. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(path = ExperimentsController.PATH + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ExperimentResultsController {

    private final Experiments experiments;

    ExperimentResultsController(Experiments experiments) {
        this.experiments = experiments;
    }

    /**
     * Read what the runs say, cell by cell. First the share of the seeds with which the network learned: outcomes of
     * small networks are learned or stuck, and a mean of both is neither. Then where the values lie, each of them, how
     * often each rule objects, and how much of the gradient arrives at the first layer.
     *
     * @param id the experiment; of one that still runs, what its runs that have ended say
     * @return One entry for each cell
     */
    @GetMapping("/summary")
    Summary getSummary(@PathVariable String id) {
        return experiments.summary(id);
    }

    /**
     * Read whether cells differ. Runs of one seed are compared in pairs: they have the same data, the same order of
     * examples and the same underlying draws. {@code better} needs an exact sign-flip test, corrected for the number of
     * comparisons (Holm), and the interval of the difference to agree.
     *
     * @param id the experiment; of one that still runs, what its runs that have ended say
     * @param baseline the cell that all others are compared with; left out, each pair of cells
     * @return One entry for each comparison
     */
    @GetMapping("/comparison")
    Comparison getComparison(
            @PathVariable String id,
            @Schema(minimum = "0") @RequestParam(required = false) @Nullable Integer baseline) {
        return experiments.comparison(id, baseline);
    }

    /**
     * Read bands of a statistic over the seeds. For each cell and layer five columns: {@code cell_0.hidden_1.p50} is the
     * median over the seeds, {@code p05} to {@code p95} hold nine of ten, {@code p25} to {@code p75} half of them.
     *
     * @param id the experiment
     * @param tensor what was measured
     * @param statistic the number about it
     * @param layer only this one; left out, all
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, and five for each cell and layer
     */
    @GetMapping(
            path = "/series",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getBands(
            @PathVariable String id,
            @RequestParam Tensor tensor,
            @RequestParam Statistic statistic,
            @RequestParam(required = false) @Nullable String layer,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        Columns columns = Points.atMost(points, experiments.series(id, tensor, statistic, layer));
        return ColumnsView.of(Measured.ofExperiment(id).of(tensor, statistic), columns, shape);
    }

    /**
     * Read bands of the loss and the metrics over the seeds: {@code cell_0.accuracy.p50} and so on.
     *
     * @param id the experiment
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, and five for each cell and metric
     */
    @GetMapping(
            path = "/metrics",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getMetricBands(
            @PathVariable String id,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        return ColumnsView.of(Measured.ofExperiment(id), Points.atMost(points, experiments.metrics(id)), shape);
    }
}
