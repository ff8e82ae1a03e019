package dev.backflow.runs;

import dev.backflow.access.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Trains the tutorial's networks when the service starts with nothing in its store, so that there is something to see;
 * once for a database, however many nodes start at the same time.
 */
@Component
@ConditionalOnProperty(name = "backflow.welcome", matchIfMissing = true)
class Welcome {

    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

    private final RunService runs;
    private final Presets presets;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Welcome(RunService runs, Presets presets, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.runs = runs;
        this.presets = presets;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void welcome() {
        transaction.executeWithoutResult(status -> fillEmptyStore());
    }

    /** Locks what every database has once, so that of several nodes all but the first find runs. */
    private void fillEmptyStore() {
        jdbc.queryForList("select \"version\" from \"flyway_schema_history\" where \"installed_rank\" = 1 for update");
        if (runs.isEmpty()) {
            runs.submit(Caller.LOCAL.owner(), presets.named(Presets.TUTORIAL).runs());
            LOG.info("The store is empty: training the tutorial's networks (backflow.welcome=false turns this off)");
        }
    }
}
