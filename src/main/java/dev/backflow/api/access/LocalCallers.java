package dev.backflow.api.access;

import dev.backflow.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Takes every request for the local caller's, if it reached this machine under its name and not from a foreign page. */
final class LocalCallers extends OncePerRequestFilter {

    private final HostCheck hosts;
    private final OriginCheck origins;
    private final HandlerExceptionResolver problems;

    LocalCallers(HostCheck hosts, OriginCheck origins, HandlerExceptionResolver problems) {
        this.hosts = hosts;
        this.origins = origins;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            hosts.check(request.getServerName());
            origins.check(request);
        } catch (MisdirectedRequestException | ForeignPageException e) {
            problems.resolveException(request, response, null, e);
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(Caller.LOCAL)));
        chain.doFilter(request, response);
    }
}
