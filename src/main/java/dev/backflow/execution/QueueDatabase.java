package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** In what H2 and PostgreSQL differ for the queue. */
@Component
class QueueDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDatabase.class);

    private final JdbcTemplate jdbc;
    private final String url;

    QueueDatabase(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.url = jdbc.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getURL());
    }

    /** Empty where db-scheduler knows the database itself. */
    Optional<JdbcCustomization> customization() {
        return url.startsWith("jdbc:h2:") ? Optional.of(new H2Customization()) : Optional.empty();
    }

    /** Whether it is an embedded H2: there is no second process, so at the start nobody can be at work on anything. */
    boolean isEmbedded() {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(tcp|ssl):.*");
    }

    /** Puts back what a killed process left behind. Elsewhere only missing heartbeats tell. */
    void releaseAbandoned() {
        if (!isEmbedded()) {
            return;
        }
        int released = jdbc.update("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                + " version = version + 1 where picked");
        if (released > 0) {
            LOG.info("Put {} interrupted runs back into the queue", released);
        }
    }
}
