package dev.backflow.api.events;

import static org.springframework.scheduling.support.TaskUtils.decorateTaskWithErrorHandler;

import dev.backflow.api.ClientQuota;
import dev.backflow.runs.Limits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** The open streams of events. They occupy no thread, and none of them keeps more than what it is about to write. */
@Component
public class EventStreams implements DisposableBean {

    private final EventsProperties limits;
    private final LongSupplier nanoTime;
    private final ClientQuota quota;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("events-"));
    private volatile boolean closed;

    EventStreams(EventsProperties limits, Limits most, LongSupplier nanoTime, MeterRegistry registry) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        Gauge.builder("backflow.streams", open, Set::size)
                .description("Open streams of events")
                .register(registry);
        quota = new ClientQuota(
                "at_once.streams", most.atOnce().streams(), most.atOnce().streamsByClient());
        clock.scheduleWithFixedDelay(
                decorateTaskWithErrorHandler(() -> open.forEach(EventStream::tick), null, true),
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** Wakes a stream when there may be news. */
    @FunctionalInterface
    interface Watching {

        /** What ends it. */
        Runnable start(Runnable wake);
    }

    /**
     * Answers with a stream.
     *
     * @throws RuntimeException which is answered with 429 or 503, if too many streams are open
     */
    void open(HttpServletRequest request, HttpServletResponse response, Events events, Watching watching)
            throws IOException {
        ClientQuota.Share share = quota.share(request).take(1);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        EventStream stream = new EventStream(exchange, events, limits, nanoTime, ended -> {
            open.remove(ended);
            share.close();
        });
        open.add(stream);
        stream.open(watching.start(stream::pump));
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
