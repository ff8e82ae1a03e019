package dev.backflow.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * A whole answer that succeeded.
 *
 * @param tag null if nobody may keep the answer
 * @param body compressed if the answer is
 */
record KeptAnswer(
        @Nullable String tag,
        boolean compressed,
        String contentType,
        @Nullable String disposition,
        byte[] body) {

    int bytes() {
        return body.length + 500;
    }

    KeptAnswer untagged() {
        return new KeptAnswer(null, compressed, contentType, disposition, body);
    }

    void send(HttpServletResponse response) throws IOException {
        tag(response, tag);
        response.setContentType(contentType);
        if (disposition != null) {
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition);
        }
        if (compressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Tells a client what it may ask for next time; nothing if the tag is null. */
    static void tag(HttpServletResponse response, @Nullable String tag) {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + HttpHeaders.ACCEPT_ENCODING);
        if (tag != null) {
            response.setHeader(HttpHeaders.ETAG, tag);
            response.setHeader(
                    HttpHeaders.CACHE_CONTROL,
                    CacheControl.noCache().cachePrivate().getHeaderValue());
        }
    }

    static void isKnown(HttpServletResponse response, @Nullable String tag) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        tag(response, tag);
    }
}
