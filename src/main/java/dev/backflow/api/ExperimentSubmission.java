package dev.backflow.api;

import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.experiments.Experiments;
import dev.backflow.runs.IdempotentRequests;
import dev.backflow.runs.Membership;
import dev.backflow.spec.SpecWriter;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Submits experiments, each once however often its request is repeated with the same key, and shows them. */
@Component
class ExperimentSubmission {

    private final Experiments experiments;
    private final IdempotentRequests repeated;

    ExperimentSubmission(Experiments experiments, IdempotentRequests repeated) {
        this.experiments = experiments;
        this.repeated = repeated;
    }

    /** @param key as it was sent; null for a request without one */
    ResponseEntity<Object> submit(ExperimentRequest request, @Nullable String key) {
        String id = repeated.once(
                        IdempotencyKeyHeader.checked(key),
                        "experiment",
                        () -> SpecWriter.write(request),
                        () -> List.of(experiments.submit(request)))
                .get(0)
                .membership()
                .map(Membership::experimentId)
                .orElseThrow();
        return ResponseEntity.accepted()
                .location(URI.create(ExperimentsController.PATH + "/" + id))
                .body(view(experiments.get(id)));
    }

    ExperimentView view(Experiment experiment) {
        return ExperimentView.of(experiment, experiments.standing(experiment), experiments.claim(experiment));
    }
}
