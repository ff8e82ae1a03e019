package dev.backflow.durability;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients that go on submitting runs until told to stop, each with a key of its own, and again until it is
 * acknowledged.
 */
final class Clients {

    private static final int CLIENTS = 8;

    private final Supplier<ServiceProcess> service;
    private final Ledger ledger;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads;

    Clients(Supplier<ServiceProcess> service, Ledger ledger) {
        this.service = service;
        this.ledger = ledger;
        threads = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Thread(this::work))
                .toList();
        threads.forEach(Thread::start);
    }

    private void work() {
        while (!stopped.get()) {
            int number = next.getAndIncrement();
            submit("run-" + number, number % Trainings.kinds());
            pause(400);
        }
    }

    private void submit(String name, int kind) {
        String key = UUID.randomUUID().toString();
        for (boolean done = false; !done; ) {
            try {
                ledger.acknowledged(service.get().submit(key, Trainings.named(name, kind)), name);
                done = true;
            } catch (IOException e) {
                pause(100); // it is down; nobody knows whether it took the run
            }
        }
    }

    /** Waits until all that was begun is acknowledged; how many runs that are. */
    int stop() {
        stopped.set(true);
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return next.get();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
