package dev.backflow.api;

import dev.backflow.runs.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stops reading a body at the limit, whether or not its length was announced. */
@Component
class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimit limit;
    private final BodyLimit datasetLimit;

    BodyLimitFilter(Limits limits) {
        limit = new BodyLimit(limits.body().toBytes(), "backflow.limits.body");
        datasetLimit = new BodyLimit(limits.dataset().toBytes(), "backflow.limits.dataset");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean upload = request.getRequestURI().equals(DatasetsController.PATH);
        chain.doFilter(new LimitedRequest(request, upload ? datasetLimit : limit), response);
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final BodyLimit limit;

        LimitedRequest(HttpServletRequest request, BodyLimit limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > limit.bytes()) {
                throw new BodyTooLargeException(limit);
            }
            return new LimitedStream(super.getInputStream(), limit);
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final BodyLimit limit;
        private long read;

        LimitedStream(ServletInputStream body, BodyLimit limit) {
            this.body = body;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) throws BodyTooLargeException {
            read += bytes;
            if (read > limit.bytes()) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
