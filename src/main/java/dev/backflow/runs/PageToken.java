package dev.backflow.runs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The place in the list of runs after which a page begins; opaque to clients. */
public record PageToken(Instant submittedAt, String id) {

    /** @throws IllegalArgumentException if it is none of ours */
    public static PageToken parse(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
            return new PageToken(
                    Instant.parse(parts[0]), UUID.fromString(parts[1]).toString());
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("is not a page token of this list", e);
        }
    }

    static PageToken after(Run run) {
        return new PageToken(run.submittedAt(), run.id());
    }

    @Override
    public String toString() {
        byte[] bytes = (submittedAt + " " + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
