package dev.backflow.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.backflow.runs.Run;
import java.time.Instant;
import java.util.Map;

/** A run as clients see it. Spec, result and reproduction are stored as the JSON that is shown. */
record RunView(
        String id,
        String name,
        Map<String, String> labels,
        @JsonRawValue String spec,
        Status status,
        @JsonRawValue String result,
        @JsonRawValue String reproduction,
        Map<String, String> links) {

    record Status(
            String state,
            int epoch,
            int epochs,
            int attempt,
            Instant submittedAt,
            Instant startedAt,
            Instant finishedAt,
            @JsonRawValue String error) {}

    static RunView of(Run run) {
        String self = "/api/v1/runs/" + run.id();
        return new RunView(
                run.id(),
                run.name(),
                run.labels(),
                run.spec(),
                new Status(
                        run.state().wireName(),
                        run.epoch(),
                        run.epochs(),
                        run.attempt(),
                        run.submittedAt(),
                        run.startedAt().orElse(null),
                        run.finishedAt().orElse(null),
                        run.error().orElse(null)),
                run.result().orElse(null),
                run.reproduction().orElse(null),
                Map.of(
                        "self", self,
                        "metrics", self + "/metrics",
                        "series", self + "/series?tensor=kernel_gradient&statistic=std",
                        "model", self + "/model"));
    }
}
