package dev.backflow.runs;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets a request that clients repeat, because they did not see the answer, make one run. Key and run are committed
 * together, so that neither a crash nor a hundred repetitions at the same moment make another.
 */
@Service
public class IdempotentRequests {

    private static final int MOST_TRIES = 20;

    private final IdempotencyKeyRepository keys;
    private final RunRepository runs;
    private final TransactionTemplate transaction;
    private final Limits limits;
    private final Callers callers;
    private final Clock clock;

    IdempotentRequests(
            IdempotencyKeyRepository keys,
            RunRepository runs,
            PlatformTransactionManager transactions,
            Limits limits,
            Callers callers,
            Clock clock) {
        this.keys = keys;
        this.runs = runs;
        this.transaction = new TransactionTemplate(transactions);
        this.limits = limits;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * The run that the first request with this key made.
     *
     * @param key null for a request without one
     * @param request what must be the same in a repeated request
     * @throws KeyReusedException if the key belongs to another request
     */
    public Run once(@Nullable String key, String address, byte[] request, Supplier<Run> submission) {
        if (key == null) {
            return submission.get();
        }
        String fingerprint = fingerprint(address, request);
        for (int tries = 1; ; tries++) {
            try {
                return transaction.execute(status -> findOrMake(key, fingerprint, submission));
            } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                } // another was faster with the same key, and will be found now
            }
        }
    }

    private Run findOrMake(String key, String fingerprint, Supplier<Run> submission) {
        Instant now = clock.instant();
        keys.deleteOlderThan(now.minus(limits.idempotencyKeyAge()));
        String owned = owned(key);
        IdempotencyKey found = keys.findById(owned).orElse(null);
        if (found == null) {
            Run made = submission.get();
            keys.saveAndFlush(new IdempotencyKey(owned, fingerprint, made.id(), now));
            return made;
        }
        if (!found.isOf(fingerprint)) {
            throw new KeyReusedException(key);
        }
        return runs.findById(found.runId())
                .orElseThrow(() -> new RunConflictException(
                        found.runId(),
                        "was made by this request and has been deleted since; to train again, use a new key"));
    }

    /** Keys of one owner are none of another's. No key has a space in it. */
    private String owned(String key) {
        String owner = callers.current().owner();
        return owner.equals(Caller.LOCAL.owner()) ? key : owner + " " + key;
    }

    private static String fingerprint(String address, byte[] request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((address + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
