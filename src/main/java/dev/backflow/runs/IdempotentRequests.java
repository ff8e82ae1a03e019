package dev.backflow.runs;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import dev.backflow.spec.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a request that clients repeat, because they did not see the answer, make its runs once. Key and runs are
 * committed together, so that neither a crash nor a hundred repetitions at the same moment make more.
 */
@Service
public class IdempotentRequests {

    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

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
     * The runs that the first request with this key made.
     *
     * @param key null for a request without one
     * @param operation what is done, and to what
     * @param meaning what must be the same in a repeated request: what was asked for with all defaults filled in,
     *     however it was written
     * @throws KeyReusedException if the key belongs to another request
     */
    public List<Run> once(
            @Nullable String key, String operation, Supplier<JsonNode> meaning, Supplier<List<Run>> submission) {
        if (key == null) {
            return submission.get();
        }
        String fingerprint = Sha256.of(operation + "\n" + SORTED.writeValueAsString(meaning.get()));
        return transaction.execute(status -> findOrMake(key, fingerprint, submission));
    }

    private List<Run> findOrMake(String key, String fingerprint, Supplier<List<Run>> submission) {
        runs.takeTurn(); // whoever was faster with the same key is found
        Instant now = clock.instant();
        keys.deleteOlderThan(now.minus(limits.idempotencyKeyAge()));
        String owned = owned(key);
        IdempotencyKey found = keys.findById(owned).orElse(null);
        if (found == null) {
            List<Run> made = submission.get();
            List<String> ids = made.stream().map(Run::id).toList();
            keys.saveAndFlush(new IdempotencyKey(owned, fingerprint, ids, now));
            return made;
        }
        if (!found.isOf(fingerprint)) {
            throw new KeyReusedException(key);
        }
        return found.runIds().stream().map(this::made).toList();
    }

    /** Keys of one owner are none of another's. No key has a space in it. */
    private String owned(String key) {
        String owner = callers.current().owner();
        return owner.equals(Caller.LOCAL.owner()) ? key : owner + " " + key;
    }

    private Run made(String id) {
        return runs.findById(id)
                .orElseThrow(() -> new RunConflictException(
                        id, "was made by this request and has been deleted since; to train again, use a new key"));
    }
}
