package dev.backflow.runs;

import static org.springframework.scheduling.support.TaskUtils.decorateTaskWithErrorHandler;

import dev.backflow.runs.RunEvent.RunEnded;
import dev.backflow.runs.RunEvent.RunReleased;
import dev.backflow.runs.RunEvent.RunStarted;
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
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Wakes those who wait for news of a run: by the commit where this node has changed the run, and by asking the database
 * where another node may, several times a second, less often while there is nothing new, and once for all who wait.
 */
@Component
public class RunWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
    private static final int THREADS = 4;

    /** While there is nothing new, intervals grow up to so many times their length. */
    private static final int LONGEST_PAUSE = 5;

    /** The version of a run that is gone. */
    private static final long GONE = -1;

    private final RunRepository runs;
    private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();

    /** Of these runs every change is an event. */
    private final Set<String> trainedHere = ConcurrentHashMap.newKeySet();

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("watch-"));
    private final ExecutorService callers =
            Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("watched-"));
    private volatile int pause;
    private int waited;

    RunWatch(RunRepository runs, WatchProperties settings) {
        this.runs = runs;
        long millis = settings.interval().toMillis();
        if (millis > 0) {
            clock.scheduleWithFixedDelay(
                    decorateTaskWithErrorHandler(this::tick, null, true), millis, millis, TimeUnit.MILLISECONDS);
        }
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

        /** Whether this is news. */
        private boolean see(long current) {
            boolean news = current != version;
            version = current;
            if (news) {
                wake();
            }
            return news;
        }

        private void wake() {
            if (!callers.isShutdown()) {
                callers.execute(changed);
            }
        }

        @Override
        public void close() {
            watchers.computeIfPresent(runId, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /**
     * Watches a run until closed. Look at the run once more after this call: it may have changed before.
     *
     * @param version that is known already
     * @param changed called soon after the run has changed or is gone, now and then without reason; must not block
     */
    public Watcher watch(String runId, long version, Runnable changed) {
        Watcher watcher = new Watcher(runId, version, changed);
        watchers.compute(runId, (id, all) -> {
            Set<Watcher> some = all == null ? ConcurrentHashMap.newKeySet() : all;
            some.add(watcher);
            return some;
        });
        pause = 0;
        return watcher;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void happened(RunEvent event) {
        if (event instanceof RunStarted) {
            trainedHere.add(event.runId());
        } else if (event instanceof RunEnded || event instanceof RunReleased) {
            trainedHere.remove(event.runId());
        }
        watchers.getOrDefault(event.runId(), Set.of()).forEach(Watcher::wake);
    }

    private void tick() {
        if (++waited <= pause) {
            return;
        }
        waited = 0;
        try {
            pause = look() ? 0 : Math.min(pause + 1, LONGEST_PAUSE - 1);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The database is away", e);
        }
    }

    /** Asks for the runs that another node may have changed; whether there is news of any. */
    boolean look() {
        List<String> elsewhere = watchers.keySet().stream()
                .filter(id -> !trainedHere.contains(id))
                .toList();
        if (elsewhere.isEmpty()) {
            return false;
        }
        Map<String, Long> versions = versions(elsewhere);
        return elsewhere.stream()
                        .flatMap(id -> watchers.getOrDefault(id, Set.of()).stream())
                        .filter(watcher -> watcher.see(versions.getOrDefault(watcher.runId, GONE)))
                        .count()
                > 0;
    }

    private Map<String, Long> versions(Collection<String> ids) {
        return runs.versions(ids).stream()
                .collect(Collectors.toMap(RunRepository.RunVersion::id, RunRepository.RunVersion::version));
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        callers.shutdownNow();
    }
}
