package dev.backflow.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.runs.Run;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps the compressed columns of runs that have ended, which nothing can change any more: a dashboard that asks again
 * gets them at once. Writing 200,000 numbers as text and compressing them takes far longer than reading them from the
 * store.
 */
@Component
class ResponseCache extends OncePerRequestFilter {

    private static final Pattern COLUMNS =
            Pattern.compile("/api/v1/runs/([^/]+)/(?:metrics|series|histograms|signals/[^/]+)");

    private static final long MOST_BYTES = 64L << 20;

    /** Below this the connection costs more than the answer. */
    private static final int LEAST_BYTES = 4096;

    private final Recordings recordings;
    private final Cache<List<Object>, byte[]> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .<List<Object>, byte[]>weigher((request, answer) -> answer.length + weight(request))
            .build();

    /** What else is kept of an answer: whatever a client likes to write into its address. */
    private static int weight(List<Object> request) {
        return request.stream()
                .mapToInt(part -> 100 + 2 * part.toString().length())
                .sum();
    }

    ResponseCache(Recordings recordings) {
        this.recordings = recordings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String accepted = Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT_ENCODING), "");
        return !request.getMethod().equals("GET")
                || !accepted.contains("gzip")
                || accepted.matches(".*gzip\\s*;\\s*q=0(?:\\.0*)?(?:\\s*,.*)?")
                || !COLUMNS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Run run = ended(request);
        if (run == null) {
            chain.doFilter(request, response);
            return;
        }
        List<Object> asked = List.of(
                run.id(),
                run.version(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT), ""));
        byte[] answer = kept.getIfPresent(asked);
        if (answer == null) {
            answer = answered(request, response, chain);
            if (answer == null) {
                return;
            }
            kept.put(asked, answer);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }

    /** Null as long as anything may change, and where only the controller can say what is wrong. */
    private @Nullable Run ended(HttpServletRequest request) {
        Matcher path = COLUMNS.matcher(request.getRequestURI());
        path.matches();
        try {
            Run run = recordings.open(path.group(1)).run();
            return run.state().isActive() ? null : run;
        } catch (RuntimeException e) {
            return null; // the controller meets the same and reports it
        }
    }

    /** The compressed answer, or null if it is not worth keeping and was sent as it is. */
    private static byte @Nullable [] answered(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper caught = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, caught);
        byte[] plain = caught.getContentAsByteArray();
        if (caught.getStatus() != HttpServletResponse.SC_OK || plain.length < LEAST_BYTES) {
            caught.copyBodyToResponse();
            return null;
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        }
        return compressed.toByteArray();
    }
}
