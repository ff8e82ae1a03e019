package dev.backflow.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** What operators see of the workers of this node: how fast they train, and what storing it takes. */
@Component
class WorkerMeters {

    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final Counter epochs;
    private final Timer saves;

    WorkerMeters(MeterRegistry registry, WorkerProperties worker) {
        epochs = Counter.builder("backflow.epochs")
                .description("Epochs trained and stored")
                .register(registry);
        saves = Timer.builder("backflow.save")
                .description("Storing what was trained, a transaction each")
                .register(registry);
        Gauge.builder(
                        "backflow.pending",
                        pending,
                        all -> all.stream().mapToLong(Pending::bytes).sum())
                .description("Trained and not yet stored")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("backflow.workers", worker, WorkerProperties::threads)
                .description("Runs that can be trained at a time")
                .register(registry);
    }

    void watch(Pending slice) {
        pending.add(slice);
    }

    void leave(Pending slice) {
        pending.remove(slice);
    }

    <T> T saving(Supplier<T> save) {
        return saves.record(save);
    }

    @TransactionalEventListener
    void stored(EpochsStored stored) {
        epochs.increment(stored.epochs());
    }
}
