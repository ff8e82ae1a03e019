package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.experiments.Estimate;
import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.spec.SpecWriter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What an experiment would be.
 *
 * @param request with every default filled in
 * @param cells the combinations of the axes' values
 * @param estimate what it would cost
 */
public record ExperimentPlanView(
        @JsonRawValue @Schema(implementation = ExperimentRequest.class)
        String request,

        List<ExperimentView.Cell> cells,
        Estimate estimate) {

    static ExperimentPlanView of(ExperimentRequest request, Experiment.Plan plan) {
        return new ExperimentPlanView(
                SpecWriter.write(request).toString(), ExperimentView.Cell.of(plan), plan.estimate());
    }
}
