package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.experiments.Estimate;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.experiments.Experiments;
import dev.backflow.experiments.ForeseenCells.Foreseen;
import dev.backflow.spec.SpecWriter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What an experiment would be.
 *
 * @param request with every default filled in
 * @param cells the combinations of the axes' values
 * @param estimate what it would cost
 * @param warnings what is certain to go wrong in the first 50 cells; empty where nothing is
 */
public record ExperimentPlanView(
        @JsonRawValue @Schema(implementation = ExperimentRequest.class)
        String request,

        List<ExperimentView.Cell> cells,
        Estimate estimate,
        List<Warning> warnings) {

    /**
     * A finding that is certain before anything is trained.
     *
     * @param cells whose runs have it, by their numbers
     * @param finding as the first of them has it; its remedies change that cell's spec
     */
    record Warning(List<Integer> cells, FindingsView.Item finding) {

        static List<Warning> of(List<Foreseen> foreseen) {
            return foreseen.stream()
                    .map(each -> new Warning(each.cells(), FindingsView.Item.of(each.finding())))
                    .toList();
        }
    }

    static ExperimentPlanView of(ExperimentRequest request, Experiments.Checked checked) {
        return new ExperimentPlanView(
                SpecWriter.write(request).toString(),
                ExperimentView.Cell.of(checked.plan()),
                checked.plan().estimate(),
                Warning.of(checked.foreseen()));
    }
}
