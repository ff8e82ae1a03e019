package dev.backflow.access;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.time.Duration;

/**
 * What is posted to make a token.
 *
 * @param owner to whom belongs what is made with it; several tokens may have the same owner
 * @param role what may be done with it; each role includes those before it
 * @param name where it is used, such as {@code notebook}
 * @param expiresInDays from 1 to 3650
 */
public record TokenRequest(
        String owner,
        @Default("submit") Role role,
        @Default("token") String name,
        @Default("365") int expiresInDays) {

    private static final int MOST_DAYS = 3650;

    public TokenRequest {
        Check.matches(
                "owner",
                owner,
                "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}",
                "must be 1 to 64 letters, digits, '.', '_', '@' and '-', and start with a letter or a digit");
        Check.matches(
                "name",
                name,
                "[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}",
                "must be 1 to 64 letters, digits, spaces, '.', '_', '@' and '-', and start with a letter or a digit");
        Check.between("expires_in_days", expiresInDays, 1, MOST_DAYS);
    }

    Duration life() {
        return Duration.ofDays(expiresInDays);
    }
}
