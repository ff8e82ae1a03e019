package dev.backflow.api.access;

import java.util.Map;

/**
 * What a browser may do with an answer: it loads and runs nothing of others and no inline script ({@code
 * Content-Security-Policy}), shows it in no frame, guesses no type and passes on no address.
 */
public final class ContentPolicy {

    private static final String NOWHERE = "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'"
                    + NOWHERE;

    /** Swagger UI writes styles into its elements and has its icons as data. */
    private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'" + NOWHERE;

    /** An SVG that is opened by itself has styles in it. */
    private static final String DATA = "default-src 'none'; style-src 'unsafe-inline'" + NOWHERE;

    private ContentPolicy() {}

    /** The headers of an answer, by name. */
    public static Map<String, String> headers(String path) {
        return Map.of(
                "Content-Security-Policy", of(path),
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "X-XSS-Protection", "0",
                "Referrer-Policy", "no-referrer");
    }

    private static String of(String path) {
        if (path.startsWith("/api/") || path.startsWith("/v3/")) {
            return DATA;
        }
        return path.startsWith("/swagger-ui") ? SWAGGER : PAGE;
    }
}
