package dev.backflow.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.backflow.TestService;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an experiment of 600 tutorial runs over HTTP costs beside the bare engine, which trains and records the same runs
 * on as many threads: CPU of the process, round by round in one process, so that whoever else computes on the machine
 * disturbs both alike. Then what its summary and its bands cost.
 *
 * <pre>mvn -q -Pbenchmark test-compile exec:exec -Dmain=dev.backflow.benchmark.ExperimentBenchmark -Dbenchmark="5 100"</pre>
 */
public final class ExperimentBenchmark {

    private static final int CELLS = 6;
    private static final String EXPERIMENT = """
            {"base": {"dataset": {"type": "circles", "samples": 1000, "factor": 0.5, "noise": 0.1, "seed": 42},
              "network": {"layers": [
                {"name": "hidden", "repeat": 4, "units": 5, "activation": "sigmoid",
                 "kernel_initializer": {"type": "random_normal", "stddev": 1.0}},
                {"name": "output", "units": 1, "activation": "sigmoid",
                 "kernel_initializer": {"type": "random_normal", "stddev": 1.0}}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "rmsprop", "metrics": ["accuracy"],
                "epochs": 100, "batch_size": 32}},
             "axes": [
              {"path": "/network/layers/0/activation", "values": ["sigmoid", "tanh", "relu"]},
              {"name": "initializer", "settings": [
                {"name": "normal", "set": {
                  "/network/layers/0/kernel_initializer": {"type": "random_normal", "stddev": 1.0},
                  "/network/layers/1/kernel_initializer": {"type": "random_normal", "stddev": 1.0}}},
                {"name": "glorot", "set": {
                  "/network/layers/0/kernel_initializer": "glorot_uniform",
                  "/network/layers/1/kernel_initializer": "glorot_uniform"}}]}],
             "seeds": {"first": %d, "count": %d},
             "question": {"metric": "accuracy", "learned_from": 0.9}}""";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, List<Double>> measured = new LinkedHashMap<>();
    private final Path directory = Files.createTempDirectory("experiment");
    private final TestService service = TestService.start(directory);
    private final int seeds;

    private ExperimentBenchmark(int seeds) throws IOException {
        this.seeds = seeds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
        ExperimentBenchmark benchmark = new ExperimentBenchmark(seeds);
        try (benchmark.service) {
            for (int round = 0; round <= rounds; round++) {
                if (round == 1) {
                    benchmark.measured.clear(); // before that the compiler was at work
                }
                benchmark.round();
            }
            benchmark.measured.forEach(ExperimentBenchmark::print);
        }
        System.exit(0);
    }

    private static void print(String name, List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-42s median %8.2f, from %.2f to %.2f%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private void round() throws Exception {
        double runs = CELLS * seeds;
        long size = size();
        long start = cpu();
        String experiment = submit();
        add("submitting, ms CPU", cpu() - start);
        awaitEnd(experiment);
        double served = cpu() - start;
        add("H2's file, kB a run", (size() - size) / 1e3 / runs);
        List<Callable<Integer>> trainings = trainings(experiment);
        long before = cpu();
        train(trainings);
        double bare = cpu() - before;
        add("service, ms CPU a run", served / runs);
        add("engine and recorder, ms CPU a run", bare / runs);
        add("service ÷ engine and recorder", served / bare);
        String bands = "/series?tensor=kernel_gradient&statistic=std";
        for (String asked : List.of("/summary", bands, "/metrics", "/comparison")) {
            time(experiment, asked, "first");
        }
        time(experiment, bands, "again");
    }

    private long cpu() {
        return system.getProcessCpuTime() / 1_000_000;
    }

    private void add(String name, double value) {
        measured.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private String submit() {
        String sent = EXPERIMENT.formatted(1, seeds);
        TestService.Answer answer = service.post("/api/v1/experiments", sent);
        if (answer.status() != 202) {
            throw new IllegalStateException(answer.body());
        }
        return answer.json().get("id").asString();
    }

    private void awaitEnd(String experiment) throws InterruptedException {
        while (true) {
            JsonNode status =
                    service.get("/api/v1/experiments/" + experiment).json().get("status");
            String state = status.get("state").asString();
            if (state.equals("succeeded")) {
                return;
            }
            if (!state.equals("queued") && !state.equals("running")) {
                throw new IllegalStateException(status.toString());
            }
            Thread.sleep(200);
        }
    }

    private long size() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".mv.db"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Those of the experiment's own runs; data sets are made before, one for each seed. */
    private List<Callable<Integer>> trainings(String experiment) {
        JsonMapper json = new JsonMapper();
        Map<Object, Examples> examples = new ConcurrentHashMap<>();
        List<Callable<Integer>> trainings = new ArrayList<>();
        RunRepository runs = service.part(RunRepository.class);
        for (RunRepository.Placed placed : runs.placed(experiment)) {
            String written = runs.findById(placed.id()).orElseThrow().spec();
            RunSpec spec = SpecReader.read(json.readTree(written), RunSpec.class);
            examples.computeIfAbsent(spec.dataset(), dataset -> spec.dataset().generate());
            trainings.add(() -> train(spec, examples.get(spec.dataset())));
        }
        return trainings;
    }

    private static int train(RunSpec spec, Examples examples) {
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        long order = spec.seedOfOrder();
        int kept = spec.trainingExamples();
        new Trainer(spec.network(), spec.training(), examples, kept, spec.seed(), order, recorder, TrainingControl.NONE)
                .train();
        return epochs.size();
    }

    private static void train(List<Callable<Integer>> trainings) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Future<Integer> trained : threads.invokeAll(trainings)) {
                trained.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private void time(String experiment, String asked, String when) {
        long cpu = cpu();
        long start = System.nanoTime();
        TestService.Answer answer = service.get("/api/v1/experiments/" + experiment + asked);
        double took = (System.nanoTime() - start) / 1e6;
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        String what = asked.replaceFirst("[?].*", "") + " " + when;
        add(what + ", ms", took);
        add(what + ", ms CPU", cpu() - cpu);
    }
}
