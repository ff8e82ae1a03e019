package dev.backflow.api;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.api.ReadVersions.Version;
import dev.backflow.spec.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes each answer about a recording once, however many ask for it, and lets clients keep it: who asks again is told
 * that nothing has changed, without anything being read or drawn. The tag is made of all that the answer depends on.
 */
@Component
class ConditionalReads extends OncePerRequestFilter {

    private static final Pattern COMPRESSED_ALREADY = Pattern.compile(".*\\.(?:png|tfevents)");
    private static final Pattern GZIP = Pattern.compile("(?:^|[,\\s])gzip(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*,|\\s*$))");

    /** Longer answers are made for each client. */
    private static final int LONGEST_KEPT = 4 << 20;

    private final AsyncCache<String, @Nullable KeptAnswer> answers = Caffeine.newBuilder()
            .maximumWeight(Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16))
            .weigher((String key, @Nullable KeptAnswer answer) -> answer == null ? 0 : answer.bytes())
            .expireAfterAccess(Duration.ofMinutes(1))
            .buildAsync();

    private final ReadVersions versions;
    private final String writer;

    ConditionalReads(ReadVersions versions) {
        this.versions = versions;
        writer = Build.IDENTITY + " " + Runtime.version(); // Java 19 writes some numbers shorter than 17
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().matches("GET|HEAD") || !ReadVersions.isRead(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Version version = versions.now(request);
        if (version == null) {
            chain.doFilter(request, response);
            return;
        }
        boolean compress =
                GZIP.matcher(all(request, HttpHeaders.ACCEPT_ENCODING)).find()
                        && !COMPRESSED_ALREADY.matcher(request.getRequestURI()).matches();
        String tag = tag(request, version, compress);
        String known = all(request, HttpHeaders.IF_NONE_MATCH);
        if (!EntityTags.isAny(known) && EntityTags.isKnown(tag, known)) {
            KeptAnswer.isKnown(response, tag);
            return;
        }
        KeptAnswer answer = answer(new Asked(version, tag, compress, request, response, chain));
        if (answer == null) {
            return;
        }
        if (EntityTags.isAny(known)) {
            KeptAnswer.isKnown(response, answer.tag());
        } else {
            answer.send(response);
        }
    }

    /** @param tag of the answer as it is now */
    private record Asked(
            Version version,
            String tag,
            boolean compress,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain) {}

    /** Null if it has been sent. */
    private @Nullable KeptAnswer answer(Asked asked) throws IOException, ServletException {
        CompletableFuture<@Nullable KeptAnswer> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable KeptAnswer> first =
                answers.asMap().putIfAbsent(asked.request.getMethod() + asked.tag, mine);
        if (first != null) {
            KeptAnswer shared = first.join();
            return shared == null ? made(asked, mine) : shared;
        }
        try {
            return made(asked, mine);
        } finally {
            mine.complete(null); // if there is nothing to share
        }
    }

    /** @param others who wait for it */
    private @Nullable KeptAnswer made(Asked asked, CompletableFuture<@Nullable KeptAnswer> others)
            throws IOException, ServletException {
        boolean ended = asked.version.ended();
        CollectedResponse response = new CollectedResponse(asked.response, asked.compress, LONGEST_KEPT, () -> {
            others.complete(null);
            KeptAnswer.tag(asked.response, ended ? asked.tag : null);
        });
        asked.chain.doFilter(asked.request, response);
        KeptAnswer answer = response.finish(asked.tag);
        if (answer != null && !ended && !asked.version.equals(versions.now(asked.request))) {
            answers.asMap().remove(asked.request.getMethod() + asked.tag, others);
            answer = answer.untagged(); // it may have some of what was stored since
        }
        others.complete(answer);
        return answer;
    }

    private static String all(HttpServletRequest request, String header) {
        return String.join(",", Collections.list(request.getHeaders(header)));
    }

    private String tag(HttpServletRequest request, Version version, boolean compress) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        String asked = String.join(
                "\n", writer, version.text(), request.getRequestURI() + "?" + query, all(request, HttpHeaders.ACCEPT));
        return "\"" + Sha256.of(asked).substring(0, 32) + (compress ? "-gzip\"" : "\"");
    }
}
