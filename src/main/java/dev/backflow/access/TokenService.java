package dev.backflow.access;

import dev.backflow.spec.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes, finds and revokes tokens. Every method is one transaction. A secret has 256 random bits, so that its plain
 * SHA-256 gives nothing away; it is shown once and kept nowhere.
 */
@Service
@Transactional
public class TokenService {

    private static final String PREFIX = "backflow_";
    private static final int SECRET_BYTES = 32;
    private static final String FIRST = "first";

    private final AccessTokenRepository tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenService(AccessTokenRepository tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new token and what proves it, which cannot be asked for again. */
    public record Issued(AccessToken token, String secret) {}

    public Issued issue(TokenRequest request) {
        return issue(UuidVersion7Strategy.INSTANCE.generateUuid(null).toString(), request);
    }

    private Issued issue(String id, TokenRequest request) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Issued(
                tokens.saveAndFlush(new AccessToken(id, request, Sha256.of(secret), clock.instant())), secret);
    }

    /**
     * A token of an admin, where there is none that is still valid: at the first start, and after the last was revoked
     * or has expired. Of several nodes that start at once one makes it, the others fail.
     */
    public Optional<Issued> issueFirst() {
        Instant now = clock.instant();
        if (tokens.existsByRoleAndExpiresAtAfter(Role.ADMIN, now)) {
            return Optional.empty();
        }
        tokens.removeExpired(FIRST, now); // and not what another node has made since
        return Optional.of(issue(FIRST, new TokenRequest("admin", Role.ADMIN, "first start", 365)));
    }

    /** Who proves himself by this; nobody if it was never made, is revoked or has expired. */
    @Transactional(readOnly = true)
    public Optional<Caller> caller(String secret) {
        return tokens.findBySha256AndExpiresAtAfter(Sha256.of(secret), clock.instant())
                .map(AccessToken::caller);
    }

    /** All of them, also those that have expired, oldest first. */
    @Transactional(readOnly = true)
    public List<AccessToken> list() {
        return tokens.findAllByOrderByCreatedAtAscIdAsc();
    }

    /** From now on it proves nothing. */
    public void revoke(String id) {
        if (tokens.remove(id) == 0) {
            throw new NoSuchTokenException(id);
        }
    }
}
