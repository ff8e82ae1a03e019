package dev.backflow.experiments;

import static org.springframework.scheduling.support.TaskUtils.decorateTaskWithErrorHandler;

import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Tally;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Wakes those who wait for news of an experiment, whichever nodes train its runs: once a second the database is asked
 * how many of its runs are in each state, once for all who wait.
 */
@Component
public class ExperimentWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ExperimentWatch.class);
    private static final int THREADS = 2;

    private final RunRepository runs;
    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("experiments-"));
    private final ExecutorService callers =
            Executors.newFixedThreadPool(THREADS, new CustomizableThreadFactory("experiment-watched-"));

    ExperimentWatch(RunRepository runs) {
        this.runs = runs;
        clock.scheduleWithFixedDelay(decorateTaskWithErrorHandler(this::look, null, true), 1, 1, TimeUnit.SECONDS);
    }

    /** One experiment and those who wait for news of it. */
    private static final class Watched {

        private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
        private volatile List<Tally> known = List.of();
    }

    /**
     * Watches an experiment.
     *
     * @param changed called soon after its runs have changed or are gone, and once in any case; must not block
     * @return ends that
     */
    public Runnable watch(String experiment, Runnable changed) {
        watched.compute(experiment, (id, all) -> {
            Watched some = all == null ? new Watched() : all;
            some.waiting.add(changed);
            some.known = List.of();
            return some;
        });
        return () -> watched.computeIfPresent(experiment, (id, all) -> {
            all.waiting.remove(changed);
            return all.waiting.isEmpty() ? null : all;
        });
    }

    private void look() {
        try {
            watched.forEach(this::look);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The database is away", e);
        }
    }

    private void look(String experiment, Watched one) {
        List<Tally> now = runs.tally(experiment);
        if (now.isEmpty() || !now.equals(one.known)) {
            one.known = now;
            one.waiting.forEach(callers::execute);
        }
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        callers.shutdownNow();
    }
}
