package dev.backflow.runs;

import dev.backflow.runs.RunEvent.RunEnded;
import dev.backflow.runs.RunEvent.RunStarted;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** What operators see of the runs: how many wait and train, how long they waited and took. */
@Component
class RunMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    private final Timer waits;
    private final Map<RunState, Timer> ends = new EnumMap<>(RunState.class);

    RunMeters(MeterRegistry registry, ActiveRuns active) {
        for (RunState state : RunState.values()) {
            if (state.isActive()) {
                Gauge.builder("backflow.runs", () -> active.count(state))
                        .description("Runs that wait and train, on all nodes")
                        .tag("state", state.wireName())
                        .register(registry);
            } else {
                Timer time = Timer.builder("backflow.run.time")
                        .description("From the first start of a run to its end")
                        .tag("state", state.wireName())
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry);
                ends.put(state, time);
            }
        }
        waits = Timer.builder("backflow.run.wait")
                .description("From the submission of a run to its first start")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @TransactionalEventListener
    void started(RunStarted started) {
        if (started.attempt() == 1) {
            waits.record(started.waited());
        }
    }

    @TransactionalEventListener
    void ended(RunEnded ended) {
        Timer time = ends.get(ended.state());
        if (time != null) {
            ended.took().ifPresent(time::record);
        }
    }
}
