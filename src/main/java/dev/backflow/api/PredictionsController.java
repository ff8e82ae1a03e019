package dev.backflow.api;

import dev.backflow.runs.PredictionRequest;
import dev.backflow.runs.PredictionService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What trained networks answer. */
@Tag(name = "Results")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}/predictions", produces = MediaType.APPLICATION_JSON_VALUE)
class PredictionsController {

    private final Recordings recordings;
    private final PredictionService predictions;
    private final JsonBody json;

    PredictionsController(Recordings recordings, PredictionService predictions, JsonBody json) {
        this.recordings = recordings;
        this.predictions = predictions;
        this.json = json;
    }

    /**
     * Predict with the trained network. Features are sent in the units of the data set and scaled and encoded as for
     * training. The answer is that of the output layer, probabilities after a sigmoid or softmax, for the weights the
     * run ended with; dropout is off and batch normalization uses its moving averages.
     *
     * @param id the run, which must have succeeded
     * @return A row of outputs for each row of features and, where the data set has classes, the predicted one
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    PredictionsView predict(
            @PathVariable String id, @RequestBody @Schema(implementation = PredictionRequest.class) byte[] body) {
        PredictionRequest request = json.read(body, PredictionRequest.class);
        OpenRun open = recordings.open(id);
        return PredictionsView.of(id, predictions.predict(open.run(), open.spec(), request));
    }
}
