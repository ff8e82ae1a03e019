package dev.backflow.api;

import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import dev.backflow.findings.Findings;
import dev.backflow.series.Columns;
import dev.backflow.series.SignalColumns;
import dev.backflow.series.SignalReader;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What recorded numbers mean. */
@Tag(name = "Diagnosis")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class DiagnosisController {

    private final Recordings recordings;
    private final Findings findings;

    DiagnosisController(Recordings recordings, Findings findings) {
        this.recordings = recordings;
        this.findings = findings;
    }

    /**
     * Read a signal, layer by layer. {@code backward_gain} is RMS(δ of the layer) / RMS(δ of the next): it is what
     * vanishes; {@code forward_gain} is std(activation) / std(activation of the layer before); {@code update_ratio} is
     * ‖ΔW‖ / ‖W‖ since the previous recorded epoch; {@code saturation} is the share of activations with a slope below 1
     * % of the largest; {@code dead_units} is the share of units with slope 0 on every example; {@code inactive_units}
     * is the share of units that are active on less than 1 % of them, as Amazon SageMaker Debugger counts (a ReLU above
     * its threshold, a tanh within ±9.4999, a sigmoid from -23 to 16.99999). {@code expected} is what mean-field theory
     * says of the untrained network.
     *
     * @param id the run
     * @param signal which one; the run must record what it is made of
     * @param layers only these; left out, all
     * @param from first epoch
     * @param to last epoch
     * @param points rows at most, from 2; the minimum and the maximum of every stretch stay. Left out, all
     * @param shape of the JSON: an array for each column, or an object for each row; CSV has one shape
     * @return A column for the epochs and for each layer that has the signal, in the order of the network
     */
    @GetMapping(
            path = "/signals/{signal}",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvAnswers.TYPE})
    ColumnsView getSignal(
            @PathVariable String id,
            @PathVariable Signal signal,
            @RequestParam(defaultValue = "") List<String> layers,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST) @RequestParam(required = false) @Nullable Integer points,
            @RequestParam(defaultValue = "columns") Shape shape) {
        OpenRun run = recordings.open(id);
        Map<String, @Nullable Double> expected = findings.expected(run.spec(), signal);
        SignalColumns read = SignalReader.signal(run.recording(), signal, expected, layers, from, to);
        Columns columns = Points.atMost(points, read.columns());
        return ColumnsView.of(Measured.ofRun(id).of(signal), columns, read.expected(), shape);
    }

    /**
     * Read what is wrong with a run. Each finding has its evidence, an explanation and remedies: merge patches of the
     * spec to train again with. Of a run that still trains, what can be said so far. A healthy run has no findings.
     *
     * @param id the run
     * @param pack whose rules: Backflow's own, or those of another tool with its published thresholds
     * @return Findings, the worst first, and what could not be judged
     */
    @GetMapping("/findings")
    FindingsView getFindings(@PathVariable String id, @RequestParam(defaultValue = "backflow") RulePack pack) {
        OpenRun run = recordings.open(id);
        return FindingsView.of(id, pack, findings.diagnosis(run.run(), run.spec(), run.recording(), pack));
    }
}
