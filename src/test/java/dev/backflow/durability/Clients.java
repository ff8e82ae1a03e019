package dev.backflow.durability;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Clients that go on submitting runs until told to stop, each with a key of its own, and again until it is
 * acknowledged.
 */
final class Clients {

    private static final int CLIENTS = 8;

    private final IntFunction<ServiceProcess> service;
    private final Ledger ledger;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final List<Thread> threads;

    /** @param service how run number n is submitted */
    Clients(IntFunction<ServiceProcess> service, Ledger ledger) {
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
            submit(number);
            pause(400);
        }
    }

    private void submit(int number) {
        String name = "run-" + number;
        String key = UUID.randomUUID().toString();
        for (boolean done = false; !done; ) {
            try {
                String body = Trainings.named(name, Trainings.kind(number));
                HttpResponse<String> answer = service.apply(number).post(key, body);
                done = answer.statusCode() == 202;
                if (done) {
                    ledger.acknowledged(ServiceProcess.id(answer), name);
                } else {
                    refusals.merge(answer.body().replaceFirst("(?s).*/problems/([a-z-]+).*", "$1"), 1, Integer::sum);
                    pause(300);
                }
            } catch (IOException e) {
                pause(100); // it is down; nobody knows whether it took the run
            }
        }
    }

    /** How many were refused, by the last part of the problem's type. */
    Map<String, Integer> refusals() {
        return refusals;
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
