package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.backflow.runs.RunService;
import dev.backflow.storage.StoredBytes;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Deletes old runs, where {@code backflow.retention} asks for it. Of several nodes one does it at a time, because it is
 * an entry of their common queue. Every run is deleted in a transaction of its own, so that nobody waits for long.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(Retention.IsOn.class)
@EnableConfigurationProperties(RetentionProperties.class)
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BEFORE_RUNS = 100;
    private static final String OLDEST_FIRST =
            "select id from run where state not in ('QUEUED', 'RUNNING') and not pinned";

    private final RetentionProperties keep;
    private final RunService runs;
    private final StoredBytes stored;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Retention(RetentionProperties keep, RunService runs, StoredBytes stored, JdbcTemplate jdbc, Clock clock) {
        this.keep = keep;
        this.runs = runs;
        this.stored = stored;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Bean
    Task<Void> retentionTask() {
        return Tasks.recurring("retention", FixedDelay.of(keep.every()))
                .defaultPriority(BEFORE_RUNS)
                .execute((task, context) -> clean());
    }

    void clean() {
        int deleted = expireByAge() + expireByNumber() + expireByBytes() + expireByOwner();
        if (deleted > 0) {
            LOG.info("Deleted {} old runs", deleted);
        }
    }

    private int expireByAge() {
        if (keep.age() == null) {
            return 0;
        }
        OffsetDateTime since = clock.instant().minus(keep.age()).atOffset(ZoneOffset.UTC);
        return expire(jdbc.queryForList(OLDEST_FIRST + " and finished_at < ?", String.class, since));
    }

    private int expireByNumber() {
        if (keep.runs() == null) {
            return 0;
        }
        List<String> ended = ended();
        return expire(ended.subList(0, Math.max(0, ended.size() - keep.runs())));
    }

    private int expireByBytes() {
        if (keep.bytes() == null) {
            return 0;
        }
        long over = stored.all() - keep.bytes().toBytes();
        int deleted = 0;
        for (String id : over > 0 ? ended() : List.<String>of()) {
            if (over <= 0) {
                break;
            }
            long bytes = stored.of(id);
            int expired = expire(List.of(id));
            over -= bytes * expired;
            deleted += expired;
        }
        return deleted;
    }

    private int expireByOwner() {
        if (keep.ownerBytes() == null) {
            return 0;
        }
        long most = keep.ownerBytes().toBytes();
        Map<String, Long> over = new TreeMap<>();
        jdbc.query(
                "select owner, sum(stored_bytes) as bytes from run group by owner having sum(stored_bytes) > ?",
                row -> {
                    over.put(row.getString("owner"), row.getLong("bytes") - most);
                },
                most);
        int deleted = 0;
        for (Map.Entry<String, Long> owner : over.entrySet()) {
            deleted += expireOf(owner.getKey(), owner.getValue());
        }
        return deleted;
    }

    private int expireOf(String owner, long tooMuch) {
        Map<String, Long> oldest = new LinkedHashMap<>();
        jdbc.query(
                "select id, stored_bytes from run where state not in ('QUEUED', 'RUNNING') and not pinned"
                        + " and owner = ? order by finished_at, id",
                row -> {
                    oldest.put(row.getString("id"), row.getLong("stored_bytes"));
                },
                owner);
        long over = tooMuch;
        int deleted = 0;
        for (Map.Entry<String, Long> run : oldest.entrySet()) {
            if (over <= 0) {
                break;
            }
            int expired = expire(List.of(run.getKey()));
            over -= run.getValue() * expired;
            deleted += expired;
        }
        return deleted;
    }

    private List<String> ended() {
        return jdbc.queryForList(OLDEST_FIRST + " order by finished_at, id", String.class);
    }

    private int expire(List<String> ids) {
        return (int) ids.stream().filter(runs::expire).count();
    }

    static final class IsOn extends AnyNestedCondition {

        IsOn() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("backflow.retention.age")
        static final class ByAge {}

        @ConditionalOnProperty("backflow.retention.bytes")
        static final class ByBytes {}

        @ConditionalOnProperty("backflow.retention.owner-bytes")
        static final class ByOwner {}

        @ConditionalOnProperty("backflow.retention.runs")
        static final class ByNumber {}
    }
}
