package dev.backflow.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Collects an answer that succeeds, compressed where the client takes that, so that it can be kept and given to others.
 * One that becomes too large to keep is sent on as it comes. (Tomcat compresses nothing that has a strong tag, because
 * other bytes need another tag.)
 */
final class CollectedResponse extends HttpServletResponseWrapper {

    private static final int BUFFER = 1 << 15;

    private final boolean compress;
    private final int most;
    private final Runnable tooLarge;
    private ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private @Nullable OutputStream body;
    private boolean passedOn;

    /**
     * @param most bytes to collect
     * @param tooLarge called before more are sent on; may set headers
     */
    CollectedResponse(HttpServletResponse response, boolean compress, int most, Runnable tooLarge) {
        super(response);
        this.compress = compress;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    /** Null if there is nothing to keep, because it was sent on or is no success. */
    @Nullable
    KeptAnswer finish(@Nullable String tag) throws IOException {
        if (body == null) {
            return null;
        }
        body.close();
        return passedOn
                ? null
                : new KeptAnswer(
                        tag,
                        compress,
                        getContentType(),
                        getHeader(HttpHeaders.CONTENT_DISPOSITION),
                        collected.toByteArray());
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (getStatus() != SC_OK) {
            return super.getOutputStream();
        }
        if (body == null) {
            OutputStream kept = new Collecting();
            body = compress ? new GZIPOutputStream(kept, BUFFER) : kept;
        }
        return new Through(super.getOutputStream(), body);
    }

    /** Where what is collected would go; nothing is sent before it is complete. */
    @Override
    public void flushBuffer() throws IOException {
        if (body == null || passedOn) {
            super.flushBuffer();
        }
    }

    /** Nobody knows it yet. */
    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setContentLength(int length) {}

    @Override
    public void addHeader(String name, String value) {
        if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH) && !isTold(name, value)) {
            super.addHeader(name, value);
        }
    }

    /** With the tag, and to all who are given the answer. */
    private static boolean isTold(String name, String value) {
        return name.equalsIgnoreCase(HttpHeaders.VARY) && value.equalsIgnoreCase(HttpHeaders.ACCEPT);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            super.setHeader(name, value);
        }
    }

    /** What failed after it began is answered by something else. */
    @Override
    public void resetBuffer() {
        super.resetBuffer();
        body = null;
        collected = new ByteArrayOutputStream();
    }

    private final class Collecting extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!passedOn && collected.size() + length > most) {
                passedOn = true;
                tooLarge.run();
                if (compress) {
                    setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                }
                collected.writeTo(getResponse().getOutputStream());
                collected = new ByteArrayOutputStream();
            }
            OutputStream to = passedOn ? getResponse().getOutputStream() : collected;
            to.write(bytes, offset, length);
        }
    }

    /** What is written goes elsewhere. */
    private static final class Through extends ServletOutputStream {

        private final ServletOutputStream plain;
        private final OutputStream other;

        Through(ServletOutputStream plain, OutputStream other) {
            this.plain = plain;
            this.other = other;
        }

        @Override
        public void write(int single) throws IOException {
            other.write(single);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            other.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return plain.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            plain.setWriteListener(listener);
        }
    }
}
