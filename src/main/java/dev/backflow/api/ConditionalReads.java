package dev.backflow.api;

import dev.backflow.runs.Run;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets clients keep what they read of runs that have ended, which nothing can change any more: a dashboard that asks
 * again is told so without anything being read or drawn. The tag is made of all that the answer depends on, so that who
 * names it has had just this answer.
 */
@Component
class ConditionalReads extends OncePerRequestFilter {

    private static final Pattern READS = Pattern.compile("/api/v1/runs/([^/]+)/(?:metrics|series|histograms|findings"
            + "|model|signals/[^/]+|figures/[^/]+|export\\.[a-z]+)");

    private static final Pattern COMPRESSED_ALREADY = Pattern.compile(".*\\.(?:png|tfevents)");
    private static final Pattern GZIP = Pattern.compile("(?:^|[,\\s])gzip(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*,|\\s*$))");

    private final Recordings recordings;
    private final String writer;

    ConditionalReads(Recordings recordings, @Value("${backflow.version}") String version) {
        this.recordings = recordings;
        writer = version + " " + Runtime.version(); // Java 19 writes some numbers shorter than 17
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().matches("GET|HEAD")
                || !READS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Run run = ended(request);
        if (run == null) {
            chain.doFilter(request, response);
            return;
        }
        String known = all(request, HttpHeaders.IF_NONE_MATCH);
        boolean compress =
                GZIP.matcher(all(request, HttpHeaders.ACCEPT_ENCODING)).find()
                        && !COMPRESSED_ALREADY.matcher(request.getRequestURI()).matches();
        KeptAnswer answer = new KeptAnswer(response, tag(request, run, compress), compress, EntityTags.isAny(known));
        if (!EntityTags.isAny(known) && EntityTags.isKnown(answer.tag(), known)) {
            answer.isKnown();
            return;
        }
        chain.doFilter(request, answer);
        answer.complete();
    }

    /** Null as long as anything may change, and where only the controller can say what is wrong. */
    private @Nullable Run ended(HttpServletRequest request) {
        Matcher path = READS.matcher(request.getRequestURI());
        path.matches();
        try {
            Run run = recordings.open(path.group(1)).run();
            return run.state().isActive() ? null : run;
        } catch (RuntimeException e) {
            return null; // the controller meets the same and reports it
        }
    }

    private static String all(HttpServletRequest request, String header) {
        return String.join(",", Collections.list(request.getHeaders(header)));
    }

    private String tag(HttpServletRequest request, Run run, boolean compress) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        String asked = String.join(
                "\n",
                writer,
                run.id() + " " + run.version(),
                request.getRequestURI() + "?" + query,
                all(request, HttpHeaders.ACCEPT));
        return "\"" + sha256(asked) + (compress ? "-gzip\"" : "\"");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
