package dev.backflow.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that web pages of others make: browsers send some of them without asking the service first. What is
 * no browser sends neither header and is let through, and so is a link that somebody follows.
 */
final class OriginCheck {

    private final Set<String> allowed;

    OriginCheck(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** @throws ForeignPageException if the page is neither this service's nor allowed */
    void check(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String site = request.getHeader("Sec-Fetch-Site");
        if (origin != null) {
            if (!allowed.contains(origin) && !isOwn(origin, request.getHeader("Host"))) {
                throw new ForeignPageException("Origin", origin);
            }
        } else if (site != null && site.endsWith("-site") && !isLink(request)) { // same-site or cross-site
            throw new ForeignPageException("Sec-Fetch-Site", site);
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        return origin.equals("http://" + host) || origin.equals("https://" + host);
    }

    private static boolean isLink(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
