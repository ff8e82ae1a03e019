package dev.backflow.api.access;

/** What a browser may load and run of an answer ({@code Content-Security-Policy}): nothing of others, no inline script. */
final class ContentPolicy {

    static final String HEADER = "Content-Security-Policy";

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

    static String of(String path) {
        if (path.startsWith("/api/") || path.startsWith("/v3/")) {
            return DATA;
        }
        return path.startsWith("/swagger-ui") ? SWAGGER : PAGE;
    }
}
