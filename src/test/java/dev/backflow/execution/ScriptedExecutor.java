package dev.backflow.execution;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Notes every run it is given, and does what the test has prepared for that run: nothing, if nothing. */
class ScriptedExecutor implements RunExecutor {

    private final Map<String, RunExecutor> scripts = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final List<List<String>> slices = new CopyOnWriteArrayList<>();

    @Override
    public void execute(List<String> runIds) throws Exception {
        slices.add(runIds);
        for (String runId : runIds) {
            started.add(runId);
            scripts.getOrDefault(runId, id -> {}).execute(runIds);
        }
    }

    List<String> started() {
        return started;
    }

    List<List<String>> slices() {
        return slices;
    }

    void on(String runId, RunExecutor script) {
        scripts.put(runId, script);
    }

    /** Lets the run go on until the latch opens or its thread is interrupted. */
    CountDownLatch hold(String runId) {
        CountDownLatch end = new CountDownLatch(1);
        held.put(runId, end);
        on(runId, id -> end.await());
        return end;
    }

    void release(String runId) {
        held.get(runId).countDown();
    }

    void releaseAll() {
        held.values().forEach(CountDownLatch::countDown);
    }
}
