package dev.backflow.api.events;

import dev.backflow.exports.EpochReader;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunWatch;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The open streams of events. They occupy no thread, and none of them keeps more than what it is about to write. */
@Component
public class EventStreams implements DisposableBean {

    private final RunService runs;
    private final EpochReader epochs;
    private final RunWatch watch;
    private final JsonMapper mapper;
    private final EventsProperties limits;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("events-"));
    private volatile boolean closed;

    EventStreams(RunService runs, EpochReader epochs, RunWatch watch, JsonMapper mapper, EventsProperties limits) {
        this.runs = runs;
        this.epochs = epochs;
        this.watch = watch;
        this.mapper = mapper;
        this.limits = limits;
        clock.scheduleWithFixedDelay(() -> open.forEach(EventStream::tick), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Answers with a stream.
     *
     * @param after the last epoch that the client has, −1 for none
     */
    void open(HttpServletRequest request, Run run, int after) throws IOException {
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        EventStream stream = new EventStream(exchange, new RunEvents(run.id(), after, this), limits, this::forget);
        open.add(stream);
        stream.open(watch.watch(run.id(), run.version(), stream::pump));
        if (closed) {
            stream.close();
        }
    }

    private void forget(EventStream stream) {
        open.remove(stream);
    }

    int count() {
        return open.size();
    }

    Run run(String id) {
        return runs.get(id);
    }

    List<Map<String, Object>> epochs(String id, int after, int span) {
        return epochs.after(id, after, span);
    }

    String json(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Clients open a new stream elsewhere, or here again, and go on where this one ended. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        closed = true;
        open.forEach(EventStream::close);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
