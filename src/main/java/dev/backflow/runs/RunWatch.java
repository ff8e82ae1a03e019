package dev.backflow.runs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells when runs have changed. It asks the database, several times a second and once for all who want to know, because
 * another node may train the run; workers know nothing of it and are never slowed.
 */
@Component
public class RunWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
    private static final long MILLIS_BETWEEN_LOOKS = 200;
    private static final int THREADS = 4;

    /** The version of a run that is gone. */
    private static final long GONE = -1;

    private final RunRepository runs;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("watch-"));
    private final ExecutorService callers =
            Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("watched-"));

    RunWatch(RunRepository runs) {
        this.runs = runs;
        clock.scheduleWithFixedDelay(this::look, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Somebody who wants to know. */
    public final class Watcher implements AutoCloseable {

        private final String runId;
        private final Runnable changed;
        private long version;

        private Watcher(String runId, long version, Runnable changed) {
            this.runId = runId;
            this.version = version;
            this.changed = changed;
        }

        private void see(long current) {
            if (current != version) {
                version = current;
                callers.execute(changed);
            }
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }

    /**
     * Watches a run until closed.
     *
     * @param version that is known already
     * @param changed called soon after the run has another version or is gone; must not block
     */
    public Watcher watch(String runId, long version, Runnable changed) {
        Watcher watcher = new Watcher(runId, version, changed);
        watchers.add(watcher);
        return watcher;
    }

    private void look() {
        try {
            Map<String, List<Watcher>> byRun = watchers.stream().collect(Collectors.groupingBy(w -> w.runId));
            if (!byRun.isEmpty()) {
                tell(byRun, versions(byRun.keySet()));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The database is away", e);
        } catch (RuntimeException e) {
            LOG.error("Runs could not be watched", e); // and would never be again if this were thrown
        }
    }

    private Map<String, Long> versions(Collection<String> ids) {
        return runs.versions(ids).stream()
                .collect(Collectors.toMap(RunRepository.RunVersion::id, RunRepository.RunVersion::version));
    }

    private static void tell(Map<String, List<Watcher>> byRun, Map<String, Long> versions) {
        byRun.forEach((id, all) -> all.forEach(watcher -> watcher.see(versions.getOrDefault(id, GONE))));
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        callers.shutdownNow();
    }
}
