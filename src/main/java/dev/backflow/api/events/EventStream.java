package dev.backflow.api.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Server-sent events to one client, written without blocking: while the client does not read, nothing is read from the
 * database for it either, and after a while it is dropped.
 */
public final class EventStream implements WriteListener, AsyncListener {

    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final AsyncContext exchange;
    private final Events events;
    private final EventsProperties limits;
    private final LongSupplier nanoTime;
    private final Consumer<EventStream> forget;
    private final ServletOutputStream out;
    private @Nullable Runnable unwatch;
    private boolean closed;
    private boolean unflushed;
    private boolean blocked;
    private long lastWrite;

    EventStream(
            AsyncContext exchange,
            Events events,
            EventsProperties limits,
            LongSupplier nanoTime,
            Consumer<EventStream> forget)
            throws IOException {
        this.exchange = exchange;
        this.events = events;
        this.limits = limits;
        this.nanoTime = nanoTime;
        lastWrite = nanoTime.getAsLong();
        this.forget = forget;
        this.out = exchange.getResponse().getOutputStream();
    }

    /**
     * The container calls back when the first event can be written.
     *
     * @param unwatching ends what wakes the stream
     */
    synchronized void open(Runnable unwatching) {
        unwatch = unwatching;
        exchange.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() {
        pump();
    }

    /** Writes what there is, as long as the client takes it. */
    synchronized void pump() {
        try {
            while (!closed && isReady()) {
                byte[] next = unflushed ? new byte[0] : events.next();
                if (next.length > 0) {
                    write(next);
                } else if (unflushed) {
                    out.flush();
                    unflushed = false;
                } else {
                    break;
                }
            }
            if (!closed && !blocked && events.haveEnded()) {
                close();
            }
        } catch (DataAccessException | TransactionException e) {
            // the database is away; the next change or tick tries again
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    private boolean isReady() {
        blocked = !out.isReady();
        return !blocked;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        unflushed = true;
        lastWrite = nanoTime.getAsLong();
    }

    /** Called about once a second. */
    synchronized void tick() {
        long silence = nanoTime.getAsLong() - lastWrite;
        if (closed) {
            return;
        }
        if (blocked && silence > limits.patience().toNanos()) {
            close();
        } else if (!blocked && silence > limits.silence().toNanos()) {
            comment();
        }
    }

    private void comment() {
        try {
            if (isReady()) {
                write(COMMENT);
                pump();
            }
        } catch (IOException | RuntimeException e) {
            close();
        }
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (unwatch != null) {
            unwatch.run();
        }
        forget.accept(this);
        try {
            exchange.complete();
        } catch (IllegalStateException e) {
            // the client went first
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
