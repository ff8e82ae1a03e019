package dev.backflow.api;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.RunRepository.RunTag;
import dev.backflow.runs.RunService;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes each answer about a recording once, however many ask for it, and lets clients keep it: who asks again is told
 * that nothing has changed, without anything being read or drawn. The tag is made of all that the answer depends on. A
 * run that still trains has another version whenever more of it is stored.
 */
@Component
class ConditionalReads extends OncePerRequestFilter {

    private static final Pattern READS = Pattern.compile("/api/v1/runs/([^/]+)/(?:metrics|series|histograms|findings"
            + "|model|replay|signals/[^/]+|figures/[^/]+|export\\.[a-z]+)");

    private static final Pattern COMPRESSED_ALREADY = Pattern.compile(".*\\.(?:png|tfevents)");
    private static final Pattern GZIP = Pattern.compile("(?:^|[,\\s])gzip(?!\\s*;\\s*q=0(?:\\.0*)?(?:\\s*,|\\s*$))");

    /** Longer answers are made for each client. */
    private static final int LONGEST_KEPT = 4 << 20;

    private final AsyncCache<String, @Nullable KeptAnswer> answers = Caffeine.newBuilder()
            .maximumWeight(Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16))
            .weigher((String key, @Nullable KeptAnswer answer) -> answer == null ? 0 : answer.bytes())
            .expireAfterAccess(Duration.ofMinutes(1))
            .buildAsync();

    private final RunService runs;
    private final String writer;

    ConditionalReads(RunService runs) {
        this.runs = runs;
        writer = Build.IDENTITY + " " + Runtime.version(); // Java 19 writes some numbers shorter than 17
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().matches("GET|HEAD")
                || !READS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RunTag run = asked(request);
        if (run == null) {
            chain.doFilter(request, response);
            return;
        }
        boolean compress =
                GZIP.matcher(all(request, HttpHeaders.ACCEPT_ENCODING)).find()
                        && !COMPRESSED_ALREADY.matcher(request.getRequestURI()).matches();
        String tag = tag(request, run, compress);
        String known = all(request, HttpHeaders.IF_NONE_MATCH);
        if (!EntityTags.isAny(known) && EntityTags.isKnown(tag, known)) {
            KeptAnswer.isKnown(response, tag);
            return;
        }
        KeptAnswer answer = answer(new Asked(run, tag, compress, request, response, chain));
        if (answer == null) {
            return;
        }
        if (EntityTags.isAny(known)) {
            KeptAnswer.isKnown(response, answer.tag());
        } else {
            answer.send(response);
        }
    }

    /** @param tag of the run as it is now */
    private record Asked(
            RunTag run,
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
        boolean ended = !asked.run.state().isActive();
        CollectedResponse response = new CollectedResponse(asked.response, asked.compress, LONGEST_KEPT, () -> {
            others.complete(null);
            KeptAnswer.tag(asked.response, ended ? asked.tag : null);
        });
        asked.chain.doFilter(asked.request, response);
        KeptAnswer answer = response.finish(asked.tag);
        if (answer != null && !ended && !isCurrent(asked.run)) {
            answers.asMap().remove(asked.request.getMethod() + asked.tag, others);
            answer = answer.untagged(); // it may have some of what was stored since
        }
        others.complete(answer);
        return answer;
    }

    /** Whether nothing of the run has changed since. */
    private boolean isCurrent(RunTag run) {
        try {
            return runs.tag(run.id()).version() == run.version();
        } catch (NoSuchRunException e) {
            return false;
        }
    }

    /** Null where only the controller can say what is wrong. */
    private @Nullable RunTag asked(HttpServletRequest request) {
        Matcher path = READS.matcher(request.getRequestURI());
        path.matches();
        try {
            return runs.tag(path.group(1));
        } catch (RuntimeException e) {
            return null; // the controller meets the same and reports it
        }
    }

    private static String all(HttpServletRequest request, String header) {
        return String.join(",", Collections.list(request.getHeaders(header)));
    }

    private String tag(HttpServletRequest request, RunTag run, boolean compress) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        String asked = String.join(
                "\n",
                writer,
                run.id() + " " + run.version(),
                request.getRequestURI() + "?" + query,
                all(request, HttpHeaders.ACCEPT));
        return "\"" + Sha256.of(asked).substring(0, 32) + (compress ? "-gzip\"" : "\"");
    }
}
