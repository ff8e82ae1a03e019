package dev.backflow.api;

import dev.backflow.recording.BadQueryException;
import dev.backflow.runs.PageToken;
import org.jspecify.annotations.Nullable;

/** The query parameters {@code page_size} and {@code page_token}. */
final class Paging {

    static final int MOST_ON_A_PAGE = 200;

    private Paging() {}

    static int size(int size) {
        if (size < 1 || size > MOST_ON_A_PAGE) {
            String detail = "must be from 1 to " + MOST_ON_A_PAGE;
            throw size < 1
                    ? new BadQueryException("page_size", String.valueOf(size), detail)
                    : BadQueryException.exceeding("page_size", size, MOST_ON_A_PAGE, detail);
        }
        return size;
    }

    /** Null where there is none. */
    static @Nullable PageToken token(@Nullable String token) {
        try {
            return token == null ? null : PageToken.parse(token);
        } catch (IllegalArgumentException e) {
            throw new BadQueryException("page_token", token, String.valueOf(e.getMessage()));
        }
    }
}
