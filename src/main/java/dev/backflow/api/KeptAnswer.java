package dev.backflow.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * An answer that clients may keep if it succeeds: then it has a tag, and is compressed where the client takes that.
 * (Tomcat compresses nothing that has a strong tag, because other bytes need another tag.)
 */
final class KeptAnswer extends HttpServletResponseWrapper {

    private static final int BUFFER = 1 << 16;

    private final String tag;
    private final boolean compress;
    private final boolean tellsOnlyThatItIs;
    private @Nullable ServletOutputStream body;
    private @Nullable GZIPOutputStream compressed;

    /** @param tellsOnlyThatItIs for {@code If-None-Match: *}: if there is an answer, that is all that is told */
    KeptAnswer(HttpServletResponse response, String tag, boolean compress, boolean tellsOnlyThatItIs) {
        super(response);
        this.tag = tag;
        this.compress = compress;
        this.tellsOnlyThatItIs = tellsOnlyThatItIs;
    }

    String tag() {
        return tag;
    }

    /** The client has it already. */
    void isKnown() {
        setStatus(SC_NOT_MODIFIED);
        setHeader(HttpHeaders.ETAG, tag);
        setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
        addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING);
    }

    /** All has been written. */
    void complete() throws IOException {
        if (compressed != null) {
            compressed.finish();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = getStatus() == SC_OK ? opened() : super.getOutputStream();
        }
        return body;
    }

    private ServletOutputStream opened() throws IOException {
        isKnown();
        ServletOutputStream plain = super.getOutputStream();
        if (tellsOnlyThatItIs) {
            return new Through(plain, OutputStream.nullOutputStream());
        }
        setStatus(SC_OK);
        if (!compress) {
            return plain;
        }
        setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        compressed = new GZIPOutputStream(plain, BUFFER);
        return new Through(plain, compressed);
    }

    /** Of what is compressed nobody knows it yet. */
    @Override
    public void setContentLengthLong(long length) {
        if (!compress) {
            super.setContentLengthLong(length);
        }
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void addHeader(String name, String value) {
        if (!compress || !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (!compress || !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            super.setHeader(name, value);
        }
    }

    /** What failed after it began, and before anything was sent, is answered by something else. */
    @Override
    public void resetBuffer() {
        super.resetBuffer();
        body = null;
        compressed = null;
        for (String header : new String[] {HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL, HttpHeaders.CONTENT_ENCODING}) {
            setHeader(header, null);
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
        public void flush() throws IOException {
            other.flush();
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
