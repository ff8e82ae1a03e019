package dev.backflow.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.backflow.TestService;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Whole runs of 784-width-width-10 (ReLU, Adam, batches of 128, 10,000 blobs, 3 epochs, evaluated each epoch) over HTTP,
 * with everything stored by default, from submit to done. The data set is drawn before, as other frameworks have it in
 * memory.
 *
 * <pre>mvn -q -Pbenchmark test-compile exec:exec -Dmain=dev.backflow.benchmark.WideRunBenchmark -Dbenchmark=9</pre>
 */
public final class WideRunBenchmark {

    private static final int WARM = 4;

    private static final String RUN = """
            {"spec": {"dataset": {"type": "blobs", "samples": 10000, "features": 784, "centers": 10},
              "network": {"layers": [
                {"units": %1$d, "activation": "relu"},
                {"units": %1$d, "activation": "relu"},
                {"units": 10, "activation": "softmax"}]},
              "training": {"loss": "categorical_crossentropy", "optimizer": "adam", "metrics": ["accuracy"],
                "epochs": 3, "batch_size": 128}, "seed": %2$d}}""";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final TestService service = TestService.start(Files.createTempDirectory("wide"));

    private WideRunBenchmark() throws IOException {}

    /** Of one run, in milliseconds. */
    private record Took(double wall, double cpu) {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        WideRunBenchmark benchmark = new WideRunBenchmark();
        try (benchmark.service) {
            for (int width : new int[] {64, 512}) {
                benchmark.measure(width, rounds);
            }
        }
        System.exit(0);
    }

    private void measure(int width, int rounds) {
        List<Took> measured = new ArrayList<>();
        for (int round = 0; round < WARM + rounds; round++) {
            Took took = run(RUN.formatted(width, round));
            if (round >= WARM) {
                measured.add(took);
            }
        }
        measured.sort(Comparator.comparing(Took::cpu));
        double cpu = measured.get(rounds / 2).cpu();
        measured.sort(Comparator.comparing(Took::wall));
        double wall = measured.get(rounds / 2).wall();
        System.out.printf(Locale.ROOT, "784-%d-%d-10: wall %.0f ms, CPU %.0f ms (medians)%n", width, width, wall, cpu);
    }

    private Took run(String spec) {
        long start = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        String run = "/api/v1/runs/"
                + service.post("/api/v1/runs", spec).json().get("id").asString();
        String state = "queued";
        while (state.equals("queued") || state.equals("running")) {
            HttpRequest.Builder waiting =
                    HttpRequest.newBuilder(service.address(run)).header("Prefer", "wait=25");
            state = service.send(waiting).json().at("/status/state").asString();
        }
        if (!state.equals("succeeded")) {
            throw new IllegalStateException(state);
        }
        return new Took((System.nanoTime() - start) / 1e6, (system.getProcessCpuTime() - cpu) / 1e6);
    }
}
