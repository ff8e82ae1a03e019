package dev.backflow.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import dev.backflow.runs.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Bounds how many requests an owner makes in each minute of this node's clock. */
final class OwnerRates extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final int MOST_OWNERS = 10_000;

    private final Callers callers;
    private final Limits.Owner limits;
    private final Clock clock;
    private final HandlerExceptionResolver problems;
    private final Cache<Window, AtomicInteger> counts =
            Caffeine.newBuilder().maximumSize(MOST_OWNERS).build();

    private record Window(String owner, boolean submission, long minute) {}

    OwnerRates(Callers callers, Limits.Owner limits, Clock clock, HandlerExceptionResolver problems) {
        this.callers = callers;
        this.limits = limits;
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = callers.current();
        boolean submission = !READS.contains(request.getMethod());
        long seconds = clock.instant().getEpochSecond();
        if (caller.equals(Caller.LOCAL)
                || caller.equals(Caller.NOBODY)
                || isAllowed(caller, submission, seconds / 60)) {
            chain.doFilter(request, response);
        } else {
            int left = (int) (60 - seconds % 60);
            problems.resolveException(request, response, null, limits.tooMany(submission, left));
        }
    }

    private boolean isAllowed(Caller caller, boolean submission, long minute) {
        int count = counts.get(new Window(caller.owner(), submission, minute), window -> new AtomicInteger())
                .incrementAndGet();
        return count <= (submission ? limits.submissionsPerMinute() : limits.readsPerMinute());
    }
}
