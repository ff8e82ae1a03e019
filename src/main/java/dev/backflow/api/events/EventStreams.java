package dev.backflow.api.events;

import dev.backflow.api.ClientQuota;
import dev.backflow.api.OpenRun;
import dev.backflow.runs.Limits;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunWatch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
    private final RunWatch watch;
    private final JsonMapper mapper;
    private final EventsProperties limits;
    private final LongSupplier nanoTime;
    private final ClientQuota quota;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("events-"));
    private volatile boolean closed;

    EventStreams(
            RunService runs,
            RunWatch watch,
            JsonMapper mapper,
            EventsProperties limits,
            Limits most,
            LongSupplier nanoTime,
            MeterRegistry registry) {
        this.runs = runs;
        this.watch = watch;
        this.mapper = mapper;
        this.limits = limits;
        this.nanoTime = nanoTime;
        Gauge.builder("backflow.streams", open, Set::size)
                .description("Open streams of events")
                .register(registry);
        quota = new ClientQuota(
                "at_once.streams", most.atOnce().streams(), most.atOnce().streamsByClient());
        clock.scheduleWithFixedDelay(() -> open.forEach(EventStream::tick), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Answers with a stream.
     *
     * @param after the last epoch that the client has, −1 for none
     * @throws RuntimeException which is answered with 429 or 503, if too many streams are open
     */
    void open(HttpServletRequest request, OpenRun opened, int after) throws IOException {
        Run run = opened.run();
        ClientQuota.Share share = quota.share(request).take(1);
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        RunEvents events = new RunEvents(opened.recording(), after, runs, mapper);
        EventStream stream = new EventStream(exchange, events, limits, nanoTime, ended -> {
            open.remove(ended);
            share.close();
        });
        open.add(stream);
        stream.open(watch.watch(run.id(), run.version(), stream::pump));
        if (closed) {
            stream.close();
        }
    }

    int count() {
        return open.size();
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
