package dev.backflow.api;

import dev.backflow.runs.LimitException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * A request body as it arrives. No thread waits for it: the container calls when there is something to read. Once the
 * body is complete, or refused, the request goes on.
 */
final class ReceivedBody implements ReadListener, AsyncListener {

    /** What is too long is read a little further, so that the client is done with sending and sees the refusal. */
    private static final long IGNORED = 2L << 20;

    private final SecurityContext caller = SecurityContextHolder.getContext();
    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final ClientQuota.Share share;
    private final long most;
    private final LongFunction<LimitException> tooLarge;
    private final FastByteArrayOutputStream bytes = new FastByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private long length;
    private boolean done;
    private @Nullable RuntimeException refusal;

    /**
     * @param most bytes
     * @param tooLarge what to say when so many have come
     */
    ReceivedBody(AsyncContext exchange, ClientQuota.Share share, long most, LongFunction<LimitException> tooLarge)
            throws IOException {
        this.exchange = exchange;
        this.in = exchange.getRequest().getInputStream();
        this.share = share;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    void receive() {
        exchange.addListener(this);
        in.setReadListener(this);
    }

    /** Who sent the headers: the thread that goes on is another. */
    SecurityContext caller() {
        return caller;
    }

    /** The body; null if it was refused. */
    byte @Nullable [] bytes() {
        return refusal == null ? bytes.toByteArrayUnsafe() : null;
    }

    /** Why it was refused, if it was. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    /** From now on nothing of it is kept. */
    void forget() {
        share.close();
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        while (!done && in.isReady() && !in.isFinished()) {
            int read = in.read(buffer);
            if (read > 0) {
                take(read);
            }
        }
    }

    private void take(int read) throws IOException {
        length += read;
        if (refusal == null) {
            try {
                if (length > most) {
                    throw tooLarge.apply(length);
                }
                share.take(read);
                bytes.write(buffer, 0, read);
            } catch (LimitException e) {
                refusal = e;
                bytes.reset();
                share.close();
            }
        }
        if (length > most + IGNORED) {
            goOn();
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        goOn();
    }

    private void goOn() {
        if (!done) {
            done = true;
            exchange.dispatch();
        }
    }

    /** Refuses the body unless it is complete. */
    private synchronized void refuse(RuntimeException why) {
        if (!done) {
            refusal = refusal == null ? why : refusal;
            goOn();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        refuse(new BodyTooSlowException(exchange.getTimeout() / 1000));
    }

    /** The client went away, or has been silent for so long that the container closes the connection. */
    @Override
    public synchronized void onError(Throwable failure) {
        if (!done) {
            done = true;
            exchange.complete();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        forget();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        forget();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
