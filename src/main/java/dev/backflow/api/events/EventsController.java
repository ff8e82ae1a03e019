package dev.backflow.api.events;

import dev.backflow.api.BadHeaderException;
import dev.backflow.api.OpenRun;
import dev.backflow.api.Recordings;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunWatch;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Runs as they go on. */
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs/{id}/events")
class EventsController {

    private static final String EPOCH = "\\d{0,9}";

    private final Recordings recordings;
    private final RunService runs;
    private final RunWatch watch;
    private final EventStreams streams;
    private final JsonMapper mapper;

    EventsController(Recordings recordings, RunService runs, RunWatch watch, EventStreams streams, JsonMapper mapper) {
        this.recordings = recordings;
        this.runs = runs;
        this.watch = watch;
        this.streams = streams;
        this.mapper = mapper;
    }

    /**
     * Follow a run. Server-sent events, as {@code EventSource} in browsers reads them: an {@code epoch} event for each
     * recorded epoch, whose id is the epoch and whose data are loss, metrics and learning rate; a {@code status} event
     * with {@code status} of the run whenever that has changed and all epochs until then are told; a comment now and
     * then while there is nothing to tell ({@code backflow.events.silence}). The stream ends after the status of the
     * end. Epochs are told about once a second, many at a time.
     *
     * @param id the run
     * @param last the last epoch that the client has: the stream goes on after it, on any node
     * @return The events
     */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void getEvents(
            @PathVariable String id,
            @Schema(pattern = "^" + EPOCH + "$") @RequestHeader(name = "Last-Event-ID", required = false) String last,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        int after = epoch(last);
        OpenRun open = recordings.open(id);
        Events events = new RunEvents(open.recording(), after, runs, mapper);
        long version = open.run().version();
        streams.open(request, response, events, changed -> watch.watch(id, version, changed)::close);
    }

    private static int epoch(String last) {
        if (last == null || last.isEmpty()) {
            return -1;
        }
        if (!last.matches(EPOCH)) {
            throw new BadHeaderException("Last-Event-ID", last, "must be the id of an epoch event: a whole number");
        }
        return Integer.parseInt(last);
    }
}
