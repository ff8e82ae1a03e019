package dev.backflow.api;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Replay;
import dev.backflow.runs.ReplayService;
import dev.backflow.runs.TrainingData;
import dev.backflow.series.Columns;
import dev.backflow.series.HistogramReader;
import dev.backflow.series.SeriesQuery;
import dev.backflow.series.SeriesReader;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.SavedWeights;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was recorded of a run. */
@Tag(name = "Results")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class SeriesController {

    private final Recordings recordings;
    private final SavedWeights weights;
    private final TrainingData data;
    private final ReplayService replays;

    SeriesController(Recordings recordings, SavedWeights weights, TrainingData data, ReplayService replays) {
        this.recordings = recordings;
        this.weights = weights;
        this.data = data;
        this.replays = replays;
    }

    /**
     * Read loss and metrics over the epochs. They come in the order of the spec, those of the validation examples, if
     * there are any, after them as {@code val_…}; all are evaluated on the whole set at the weights after the epoch,
     * while the {@code loss} and metrics that callbacks monitor, as those in Keras' history, are means over the batches
     * of the epoch. Last comes {@code learning_rate}, that of the step that follows these weights: Keras' history tells
     * a rate that {@code reduce_on_plateau} has reduced one epoch later. Of a run that still trains, what is stored so
     * far.
     *
     * @param id the run
     * @param from first epoch
     * @param to last epoch
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, for the loss, for each metric and for the learning rate
     */
    @GetMapping(
            path = "/metrics",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getMetrics(
            @PathVariable String id,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        Columns columns = SeriesReader.metrics(recordings.open(id).recording(), from, to);
        return ColumnsView.of(Measured.ofRun(id), Points.atMost(points, columns), shape);
    }

    /**
     * Read a statistic of a tensor, layer by layer. The columns are ready to chart: with {@code kernel_gradient} and
     * {@code std} the gradient vanishes, or does not, before your eyes.
     *
     * @param id the run
     * @param tensor what was measured; the run must record it
     * @param statistic the number about it
     * @param layers only these; left out, all
     * @param axis {@code epoch}, or {@code step} for what {@code recording.every_steps} recorded inside epochs: then
     *     optimizer steps stand in the column {@code step}, and in {@code epoch} the passes made until then, such as
     *     1.5
     * @param from first epoch, or step
     * @param to last epoch, or step
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs, or one for the steps and one for the epochs, and one for each layer, in the
     *     order of the network
     */
    @GetMapping(
            path = "/series",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getSeries(
            @PathVariable String id,
            @RequestParam Tensor tensor,
            @RequestParam Statistic statistic,
            @RequestParam(defaultValue = "") List<String> layers,
            @RequestParam(defaultValue = "epoch") Axis axis,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        SeriesQuery query = new SeriesQuery(axis, tensor, statistic, layers, from, to);
        Columns columns = SeriesReader.series(recordings.open(id).recording(), query);
        return ColumnsView.of(Measured.ofRun(id).of(tensor, statistic), Points.atMost(points, columns), shape);
    }

    /**
     * Read the histograms of a tensor, epoch by epoch. All histograms of all runs have the same bins: logarithmic, five
     * for each decade from 1e-12 to 1e4 and the same below zero, one around zero and an open one at each end; so they
     * can be laid over each other and merged.
     *
     * @param id the run
     * @param tensor what was measured; the run must keep its histograms ({@code recording.histograms})
     * @param layer where
     * @param from first epoch
     * @param to last epoch
     * @return The edges of the bins, and for each epoch the counts between them
     */
    @GetMapping("/histograms")
    HistogramsView getHistograms(
            @PathVariable String id,
            @RequestParam Tensor tensor,
            @RequestParam String layer,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to) {
        RecordedRun recording = recordings.open(id).recording();
        return HistogramsView.of(id, tensor, layer, HistogramReader.histograms(recording, tensor, layer, from, to));
    }

    /**
     * Read the trained weights. They are laid out as {@code keras.Layer.set_weights} takes them; {@code inputs} and
     * {@code targets} say what to do to features before them and to answers behind them. Those of a small network can
     * be read at any recorded epoch: it is trained again, which gives the same bits.
     *
     * @param id the run, which must have succeeded unless an epoch is asked for
     * @param epoch a recorded one; left out, the weights that the run ended with
     * @return The layers' kernels and biases after the epoch
     */
    @GetMapping("/model")
    ModelView getModel(
            @PathVariable String id, @Schema(minimum = "0") @RequestParam(required = false) @Nullable Integer epoch) {
        OpenRun open = recordings.open(id);
        if (epoch != null) {
            Replay.Frame frame = replays.at(open.run(), open.spec(), open.recording(), epoch);
            return ModelView.of(id, frame, data.encoding(id, open.spec()));
        }
        open.requireSucceeded("it has a model once it has succeeded");
        return weights.load(id)
                .map(saved -> ModelView.of(id, saved, data.encoding(id, open.spec())))
                .orElseThrow(() -> new NoSuchRunException(id));
    }
}
