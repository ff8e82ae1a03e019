package dev.backflow.api;

import org.jspecify.annotations.Nullable;

/** The header with which clients make it safe to send a request again (draft-ietf-httpapi-idempotency-key-header). */
final class IdempotencyKeyHeader {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    static final String PATTERN = "^[!-~]{1," + LONGEST + "}$";

    private IdempotencyKeyHeader() {}

    /** The key, or null where there is none. */
    static @Nullable String checked(@Nullable String key) {
        if (key != null && !key.matches(PATTERN)) {
            throw new BadHeaderException(
                    HEADER, key, "must be 1 to " + LONGEST + " visible ASCII characters, such as a UUID");
        }
        return key;
    }
}
