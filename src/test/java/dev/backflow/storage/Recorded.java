package dev.backflow.storage;

import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Outline;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Recorded epochs of made-up runs. */
final class Recorded {

    private static final AtomicLong ATTEMPTS = new AtomicLong();

    static final double[] ODD = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL / 3,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0.1 + 0.2,
        Math.nextUp(1.0),
        1e-300 / 3,
        Math.PI
    };

    /**
     * What statistics of floats can be at worst; their squares neither overflow nor underflow, which PostgreSQL
     * refuses.
     */
    static final double[] ODD_OF_FLOATS = {
        Double.NaN,
        0.0,
        Float.MIN_VALUE / 1e9,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL / 3.0,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        0.1 + 0.2,
        Math.nextUp(1.0),
        Math.PI
    };

    private Recorded() {}

    static void insertRun(JdbcTemplate jdbc, String id) {
        jdbc.update(
                "insert into run (id, name, spec, state, epoch, epochs, attempt, submitted_at, version)"
                        + " values (?, 'a run', json '{}', 'queued', 0, 9, 1, current_timestamp, 0)",
                id);
    }

    /** Whatever the run records of such layers, read anew. */
    static RecordedRun open(RecordedRuns runs, String id, String... layers) {
        return open(runs, id, ATTEMPTS.incrementAndGet(), layers);
    }

    static RecordedRun open(RecordedRuns runs, String id, long attempt, String... layers) {
        List<Outline.Layer> outlined = Stream.of(layers)
                .map(layer -> new Outline.Layer(layer, "dense", 1, 1, null, List.of(), List.of()))
                .toList();
        Outline.Epochs epochs = new Outline.Epochs(0, 9, 1);
        return runs.open(
                id,
                "a run",
                new Outline(outlined, List.of(Tensor.values()), List.of("loss"), "full", epochs, null, List.of()),
                attempt);
    }

    /** All numbers made from one, and each different. */
    static Statistics statistics(double x, long nonFinite) {
        return new Statistics(x, x / 3, (float) (x / 5), (float) (x / 7), x / 11, x / 19, 23, nonFinite);
    }

    static EpochRecord epoch(int epoch, Map<String, Double> metrics, TensorRecord... tensors) {
        return new EpochRecord(epoch, metrics, List.of(tensors), List.of(), List.of());
    }

    /** One epoch with one number for everything. */
    static EpochRecord epoch(int epoch, double x) {
        return epoch(epoch, Map.of("loss", x), kernel("hidden_1", x));
    }

    static TensorRecord kernel(String layer, double x) {
        return new TensorRecord(layer, Tensor.KERNEL, statistics(x, 0));
    }

    /** As many numbers as the tutorial's network gives: five layers, every tensor, two metrics. */
    static List<EpochRecord> tutorial(int from, int to) {
        Random random = new Random(from);
        return IntStream.rangeClosed(from, to)
                .mapToObj(epoch -> tutorialEpoch(epoch, random))
                .toList();
    }

    private static EpochRecord tutorialEpoch(int epoch, Random random) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", random.nextGaussian());
        metrics.put("accuracy", random.nextDouble());
        List<TensorRecord> tensors = Stream.of("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output")
                .flatMap(layer -> Stream.of(Tensor.values())
                        .map(tensor ->
                                new TensorRecord(layer, tensor, statistics(random.nextGaussian(), random.nextInt(3)))))
                .toList();
        List<SlopeRecord> slopes = Stream.of("hidden_1", "hidden_2", "hidden_3", "hidden_4")
                .map(layer -> new SlopeRecord(
                        layer, random.nextDouble(), epoch % 3 == 0 ? Double.NaN : epoch, random.nextDouble()))
                .toList();
        return new EpochRecord(epoch, metrics, tensors, slopes, List.of());
    }
}
