package dev.backflow.api;

import dev.backflow.runs.LimitException;
import dev.backflow.runs.Limits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.LongFunction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Receives the body of every request that has one before anything looks at it, up to its limit, in a bounded time and
 * without holding a thread: however many bodies never end, others are answered. Requests that were refused before, such
 * as those without access, are answered without their body.
 */
@Component
@Order(BodyFilter.ORDER)
class BodyFilter extends OncePerRequestFilter {

    /** After all that decides by the headers alone, but before what looks at the answer when it comes back. */
    static final int ORDER = 1000;

    private static final String BODY = ReceivedBody.class.getName();

    private final Limits limits;
    private final ClientQuota quota;
    private final HandlerExceptionResolver problems;

    BodyFilter(Limits limits, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.limits = limits;
        this.problems = problems;
        Limits.AtOnce most = limits.atOnce();
        quota = new ClientQuota("at_once.unfinished_bytes", most.unfinishedBytes(), most.unfinishedBytesByClient());
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getAttribute(BODY) instanceof ReceivedBody body) {
            request.removeAttribute(BODY);
            goOn(body, request, response, chain);
        } else if (hasBody(request)) {
            receive(request);
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean hasBody(HttpServletRequest request) {
        return !isAsyncDispatch(request)
                && (request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null);
    }

    private void receive(HttpServletRequest request) throws IOException {
        boolean upload = request.getRequestURI().equals(DatasetsController.PATH);
        long declared = request.getContentLengthLong();
        LongFunction<LimitException> tooLarge = bytes -> upload
                ? BodyTooLargeException.dataset(limits, Math.max(declared, bytes))
                : BodyTooLargeException.json(limits, Math.max(declared, bytes));
        long most = (upload ? limits.dataset() : limits.body()).toBytes();
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(limits.bodyTime().toMillis());
        ReceivedBody body = new ReceivedBody(exchange, quota.share(request), most, tooLarge);
        request.setAttribute(BODY, body);
        body.receive();
    }

    private void goOn(ReceivedBody body, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityContextHolder.setContext(body.caller());
        try {
            byte[] bytes = body.bytes();
            if (bytes == null) {
                RuntimeException refusal = Objects.requireNonNull(body.refusal());
                problems.resolveException(request, response, null, refusal);
            } else {
                chain.doFilter(new Complete(request, bytes), response);
            }
        } finally {
            body.forget();
            SecurityContextHolder.clearContext();
        }
    }

    /** A request whose body has arrived. */
    private static final class Complete extends HttpServletRequestWrapper {

        private final ServletInputStream body;

        Complete(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new Bytes(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body has arrived already.");
        }
    }
}
