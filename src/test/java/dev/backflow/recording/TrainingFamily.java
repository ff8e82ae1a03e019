package dev.backflow.recording;

import dev.backflow.engine.Trainer;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.Regularizer;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.optimizers.LearningRate;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Short trainings in which everything that can be asked for occurs, and for each a hash of the bits of all that is
 * recorded and of the weights it ends with. As a program it prints them, so that another Java can be asked.
 */
final class TrainingFamily {

    private static final String LAYERS = "[{'units': 6, 'activation': %1$s, 'kernel_initializer': %2$s},"
            + " {'units': 7, 'activation': %1$s, 'kernel_regularizer': %3$s}, %4$s]";
    private static final String SPEC =
            "{'dataset': {'type': '%s', 'samples': 70, 'seed': 3}, 'network': {'layers': %s},"
                    + " 'training': {'loss': '%s', 'optimizer': %s, 'metrics': [], 'epochs': 5, 'batch_size': 16,"
                    + " 'validation_split': 0.2}, 'seed': 5}";
    private static final String SIGMOID = "{'units': 1, 'activation': 'sigmoid'}";
    private static final Map<String, String> TASKS = Map.of(
            "circles", SIGMOID, "blobs", "{'units': 3, 'activation': 'softmax'}", "regression_plane", "{'units': 1}");
    private static final String EVERY_LAYER = """
            ['batch_normalization',
             {'units': 6, 'activation': 'relu', 'normalization': 'batch_normalization', 'dropout': 0.2},
             {'type': 'dropout', 'rate': 0.3},
             {'units': 6, 'activation': 'tanh', 'normalization': 'layer_normalization', 'residual': true},
             'layer_normalization', {'units': 1, 'activation': 'sigmoid'}]
            """;

    private final Map<String, RunSpec> specs = new TreeMap<>();

    TrainingFamily() {
        Vocabulary.members(Activation.class).keySet().forEach(name -> add("activation " + name, circles(name)));
        Vocabulary.members(Initializer.class)
                .keySet()
                .forEach(name -> add("initializer " + name, layered("'tanh'", quoted(name), "null")));
        Vocabulary.members(Regularizer.class)
                .keySet()
                .forEach(name -> add("regularizer " + name, layered("'tanh'", "'glorot_uniform'", quoted(name))));
        Vocabulary.members(Loss.class).keySet().forEach(this::addLoss);
        Vocabulary.members(Optimizer.class).keySet().forEach(this::addOptimizer);
        Vocabulary.members(LearningRate.class).keySet().forEach(this::addSchedule);
        Vocabulary.members(Metric.class).keySet().forEach(this::addMonitored);
        add("every_layer", SPEC.formatted("circles", EVERY_LAYER, "binary_crossentropy", "'adam'"));
        add("wide", circles("relu").replace("'units': 6", "'units': 80").replace("'units': 7", "'units': 64"));
        for (int batch : List.of(1, 7, 300)) {
            add("batch of " + batch, circles("sigmoid").replace("'batch_size': 16", "'batch_size': " + batch));
        }
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }

    private static String circles(String activation) {
        String value = activation.equals("threshold")
                ? "{'type': 'threshold', 'threshold': 0.25, 'default_value': 0.25}"
                : quoted(activation);
        return layered(value, "'he_normal'", "null");
    }

    private static String layered(String activation, String initializer, String regularizer) {
        String layers = LAYERS.formatted(activation, initializer, regularizer, SIGMOID);
        return SPEC.formatted("circles", layers, "binary_crossentropy", "'rmsprop'");
    }

    private void addLoss(String loss) {
        TASKS.forEach((dataset, output) -> {
            String layers = LAYERS.formatted("'gelu'", "'he_normal'", "null", output);
            add("loss " + loss + " of " + dataset, SPEC.formatted(dataset, layers, loss, "'nadam'"));
        });
    }

    private void addOptimizer(String optimizer) {
        for (String dialect : List.of("keras3", "tf2", "pytorch")) {
            String settings = "{'type': '%s', 'dialect': '%s', 'weight_decay': 0.01, 'clipnorm': 0.5}";
            add("optimizer " + optimizer + " of " + dialect, trainedBy(settings.formatted(optimizer, dialect)));
        }
        add("optimizer " + optimizer, trainedBy(quoted(optimizer)));
    }

    private void addSchedule(String schedule) {
        String settings = "{'type': '%s', 'initial_learning_rate': 0.05, 'decay_steps': 7, 'decay_rate': 0.9}";
        add(
                "schedule " + schedule,
                trainedBy("{'type': 'sgd', 'learning_rate': " + settings.formatted(schedule) + "}"));
        String shorter = settings.replace(", 'decay_rate': 0.9", "").formatted(schedule);
        add("schedule " + schedule + " without rate", trainedBy("{'type': 'sgd', 'learning_rate': " + shorter + "}"));
    }

    /** Callbacks that look at the means over the batches of a metric, which therefore is measured in every step. */
    private void addMonitored(String metric) {
        String callbacks = "'metrics': ['%1$s'], 'early_stopping': {'monitor': '%1$s', 'mode': 'max', 'patience': 4,"
                + " 'restore_best_weights': true}, 'reduce_on_plateau': {'monitor': 'loss', 'patience': 1}";
        String classes =
                LAYERS.formatted("'tanh'", "'glorot_uniform'", "'l2'", "{'units': 8, 'activation': 'softmax'}");
        Stream.of(
                        circles("tanh"),
                        SPEC.formatted("blobs", classes, "categorical_crossentropy", "'adam'")
                                .replace("'samples'", "'centers': 8, 'samples'"))
                .forEach(spec -> add(
                        "monitor " + metric + (spec.contains("blobs") ? " of classes" : ""),
                        spec.replace("'metrics': []", callbacks.formatted(metric))));
    }

    private static String trainedBy(String optimizer) {
        String layers = LAYERS.formatted("'silu'", "'lecun_normal'", "null", SIGMOID);
        return SPEC.formatted("circles", layers, "binary_crossentropy", optimizer);
    }

    /** Leaves out what does not go together. */
    private void add(String name, String spec) {
        try {
            specs.put(name, SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class));
        } catch (RefusedSpecException e) {
            // a scalar loss of several classes, a dialect that the optimizer does not have
        }
    }

    /** What is trained, by name. */
    Map<String, RunSpec> specs() {
        return specs;
    }

    /** Trains them all, so many at a time; hashes by name. */
    Map<String, String> hashes(int threads) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Map<String, Future<String>> running = new LinkedHashMap<>();
            specs.forEach((name, spec) -> running.put(name, executor.submit((Callable<String>) () -> hash(spec))));
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Map.Entry<String, Future<String>> run : running.entrySet()) {
                hashes.put(run.getKey(), run.getValue().get());
            }
            return hashes;
        } finally {
            executor.shutdownNow();
        }
    }

    private static String hash(RunSpec spec) {
        Hash hash = new Hash();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), hash::add);
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder);
        trainer.train();
        for (Layer layer : trainer.network().layers()) {
            if (layer.kernel() != null) {
                hash.add(layer.kernel().data);
            }
            layer.vectors().values().forEach(hash::add);
        }
        return hash.toString();
    }

    /** Of raw bits, by FNV-1a (Fowler, Noll and Vo) on words. */
    private static final class Hash {

        private long state = 0xcbf29ce484222325L;

        void add(EpochRecord epoch) {
            epoch.metrics().values().forEach(metric -> add(metric.doubleValue()));
            for (TensorRecord measured : epoch.tensors()) {
                for (Statistic statistic : Statistic.values()) {
                    add(statistic.of(measured.statistics()));
                }
            }
        }

        void add(float[] weights) {
            for (float weight : weights) {
                add((double) weight);
            }
        }

        private void add(double number) {
            long bits = Double.isNaN(number) ? Double.doubleToLongBits(Double.NaN) : Double.doubleToRawLongBits(number);
            state = (state ^ bits) * 0x100000001b3L;
            state ^= state >>> 29;
        }

        @Override
        public String toString() {
            return Long.toHexString(state);
        }
    }

    /** Takes the number of threads. */
    public static void main(String[] arguments) throws Exception {
        new TrainingFamily()
                .hashes(Integer.parseInt(arguments[0]))
                .forEach((name, hash) -> System.out.println(name + "=" + hash));
    }
}
