package dev.backflow.api.events;

import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentProgress;
import dev.backflow.experiments.ExperimentWatch;
import dev.backflow.experiments.Experiments;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Experiments as they go on. */
@Tag(name = "Experiments")
@RestController
@RequestMapping("/api/v1/experiments/{id}/events")
class ExperimentEventsController {

    private final Experiments experiments;
    private final ExperimentProgress progress;
    private final ExperimentWatch watch;
    private final EventStreams streams;
    private final JsonMapper mapper;

    ExperimentEventsController(
            Experiments experiments,
            ExperimentProgress progress,
            ExperimentWatch watch,
            EventStreams streams,
            JsonMapper mapper) {
        this.experiments = experiments;
        this.progress = progress;
        this.watch = watch;
        this.streams = streams;
        this.mapper = mapper;
    }

    /**
     * Follow an experiment. Server-sent events: a {@code run} event for each run that has ended, with its cell, its seed,
     * its state and its value, which is null where it has none; a {@code status} event with {@code status} of the
     * experiment whenever runs have begun, advanced or ended, about once a second; a comment now and then while there is
     * nothing to tell ({@code backflow.events.silence}). The stream ends after the status of the end, and when the
     * experiment is deleted.
     *
     * @param id the experiment
     * @param last the id of the last run event that the client has: the stream tells the other runs, on any node
     * @return The events
     */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void getExperimentEvents(
            @PathVariable String id,
            @Schema(pattern = "^(" + ToldRuns.PATTERN + ")?$")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String last,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Experiment experiment = experiments.get(id);
        ToldRuns told = ToldRuns.after(last, experiment.runs());
        Events events = new ExperimentEvents(experiment, told, progress, mapper);
        streams.open(request, response, events, changed -> watch.watch(id, changed));
    }
}
