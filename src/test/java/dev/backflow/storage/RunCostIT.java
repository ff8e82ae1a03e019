package dev.backflow.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.backflow.TestDatabase;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.engine.TrainingState;
import dev.backflow.engine.layers.Layer;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.StepRecord;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import dev.backflow.storage.Checkpoint.Part;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What a run is expected to cost against what it costs: within a factor of two, in memory and in both databases. */
class RunCostIT {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<String> TABLES = List.of(
            "metric_chunk",
            "statistics_chunk",
            "step_chunk",
            "slope_chunk",
            "histogram_chunk",
            "checkpoint",
            "model_weights");
    private static final String ALL = "'kernel', 'bias', 'kernel_gradient', 'bias_gradient', 'pre_activation',"
            + " 'activation', 'pre_activation_gradient', 'kernel_update'";
    private static final String SPEC = """
            {'dataset': {'type': 'blobs', 'samples': %d, 'features': %d, 'centers': 3, 'seed': 1},
             'network': {'layers': [%s, {'units': 3, 'activation': 'softmax'}]},
             'training': {'loss': 'categorical_crossentropy', 'metrics': ['accuracy'], 'epochs': %d, 'optimizer': '%s'%s},
             'recording': {%s}, 'seed': 5}
            """;

    private static final String TUTORIAL = """
            {'dataset': {'type': 'circles', 'samples': 1000, 'factor': 0.5, 'noise': 0.1, 'seed': 42},
             'network': {'layers': [
                {'name': 'hidden', 'repeat': 4, 'units': 5, 'activation': '%s',
                 'kernel_initializer': {'type': 'random_normal', 'stddev': 1.0}},
                {'units': 1, 'activation': 'sigmoid', 'kernel_initializer': {'type': 'random_normal', 'stddev': 1.0}}]},
             'training': {'loss': 'binary_crossentropy', 'optimizer': 'rmsprop', 'metrics': ['accuracy'], 'epochs': 100},
             'recording': {%s}, 'seed': 1}
            """;

    /** Pages of tables, objects of the engine: what is as much in any run. */
    private static final long SMALL = 50_000;

    @TempDir
    static Path directory;

    private Trainer trainer;
    private TrainingState copied;

    static Stream<RunSpec> family() {
        return Stream.of(
                        SPEC.formatted(300, 2, layers(4, 5, ""), 400, "rmsprop", "", ""),
                        SPEC.formatted(
                                300, 8, layers(2, 20, ""), 300, "adam", ", 'validation_split': 0.2", everything()),
                        SPEC.formatted(200, 2, layers(40, 6, ""), 200, "sgd", "", "'every': 2"),
                        SPEC.formatted(
                                400,
                                200,
                                layers(3, 300, ""),
                                6,
                                "adam",
                                "",
                                "'keep_checkpoints': {'type': 'every', 'epochs': 2}"),
                        SPEC.formatted(320, 4, layers(2, 8, ""), 20, "adamax", "", "'every_steps': 1"),
                        SPEC.formatted(
                                30_000,
                                50,
                                layers(1, 64, ", 'normalization': 'batch_normalization', 'dropout': 0.1"),
                                2,
                                "adam",
                                "",
                                "'sample': 'full', 'tensors': ['activation']"),
                        SPEC.formatted(
                                500,
                                100,
                                layers(2, 200, ", 'residual': false"),
                                5,
                                "nadam",
                                ", 'batch_size': 500, 'validation_split': 0.1, 'early_stopping': {'patience': 50,"
                                        + " 'restore_best_weights': true}",
                                "'tensors': ['kernel_update'], 'keep_checkpoints': {'type': 'every', 'epochs': 1}"))
                .map(RunCostIT::read);
    }

    private static RunSpec read(String spec) {
        return SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class);
    }

    private static String layers(int repeat, int units, String more) {
        return "{'name': 'hidden', 'repeat': " + repeat + ", 'units': " + units + ", 'activation': 'tanh'" + more + "}";
    }

    private static String everything() {
        return "'tensors': [" + ALL + "], 'histograms': [" + ALL + "]";
    }

    @ParameterizedTest
    @EnumSource
    void storesWhatIsExpected(TestDatabase database) {
        try (ConfigurableApplicationContext application =
                TestDatabase.start(StorageApplication.class, database.create(directory))) {
            family().forEach(spec -> {
                long before = bytes(application, database);
                store(application, spec);
                assertWithinTwice(RunCost.of(spec).storedBytes(), bytes(application, database) - before, spec);
            });
        }
    }

    /** By which tables and indexes grow; H2's file has room for more, which the database fills again after 45 s. */
    @ParameterizedTest
    @EnumSource
    void aTutorialRunOfWhichEverythingIsRecordedTakesAtMost250Kilobytes(TestDatabase database) {
        try (ConfigurableApplicationContext application =
                TestDatabase.start(StorageApplication.class, database.create(directory))) {
            List<RunSpec> runs = Stream.of("sigmoid", "tanh", "relu", "sigmoid", "tanh", "relu", "sigmoid", "tanh")
                    .map(activation -> read(TUTORIAL.formatted(activation, everything())))
                    .toList();
            store(application, runs.get(0)); // the first page of each table
            long before = bytes(application, database);
            runs.forEach(spec -> store(application, spec));
            long each = (bytes(application, database) - before) / runs.size();
            System.out.println("A tutorial run with everything recorded takes " + each + " bytes on " + database);
            assertThat(each).isBetween(25_000L, 250_000L);
        }
    }

    private static void store(ConfigurableApplicationContext application, RunSpec spec) {
        List<EpochRecord> epochs = new ArrayList<>();
        List<StepRecord> steps = new ArrayList<>();
        List<EncodedCheckpoint> checkpoints = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add, steps::add);
        TrainingControl keeping = new TrainingControl() {
            @Override
            public void reached(Trainer training) {
                if (spec.recording().keepCheckpoints().keeps(training.epoch())) {
                    checkpoints.add(checkpoint(training, recorder));
                }
            }

            @Override
            public void ending(Trainer training) {
                if (!spec.recording().keepCheckpoints().keeps(training.epoch())) {
                    checkpoints.add(checkpoint(training, recorder));
                }
            }

            @Override
            public boolean stopped() {
                return false;
            }
        };
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder, keeping);
        trainer.train();
        String run = UUID.randomUUID().toString();
        Recorded.insertRun(application.getBean(JdbcTemplate.class), run);
        new TransactionTemplate(application.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            application.getBean(RecordedRuns.class).append(List.of(EncodedRecords.of(run, epochs, steps)));
            application.getBean(Checkpoints.class).save(run, checkpoints);
            application
                    .getBean(SavedWeights.class)
                    .save(
                            run,
                            EncodedWeights.of(
                                    trainer.epoch(),
                                    trainer.network().layers().stream()
                                            .map(RunCostIT::weights)
                                            .toList()));
        });
    }

    private static EncodedCheckpoint checkpoint(Trainer training, Recorder recorder) {
        TrainingState state = training.state();
        return EncodedCheckpoint.of(
                new Checkpoint(
                        training.epoch(),
                        Map.of(
                                CheckpointPart.WEIGHTS, new Part(state.weights(), new double[0]),
                                CheckpointPart.OPTIMIZER, new Part(state.optimizer(), new double[] {1}),
                                CheckpointPart.SUPERVISION, new Part(state.bestWeights(), state.supervision()),
                                CheckpointPart.RECORDING,
                                        new Part(recorder.state().epochs(), new double[0]))),
                true);
    }

    private static LayerValues weights(Layer layer) {
        FMatrixRMaj kernel = layer.kernel();
        return kernel == null
                ? new LayerValues(layer.name(), 0, 0, null, layer.vectors())
                : new LayerValues(layer.name(), kernel.numRows, kernel.numCols, kernel.data, layer.vectors());
    }

    private static long bytes(ConfigurableApplicationContext application, TestDatabase database) {
        JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
        long sum = 0;
        for (String table : TABLES) {
            sum += database == TestDatabase.H2
                    ? jdbc.queryForObject("select disk_space_used('" + table.toUpperCase() + "')", Long.class)
                    : jdbc.queryForObject("select pg_total_relation_size('" + table + "')", Long.class);
        }
        if (database == TestDatabase.H2) { // blobs lie outside of their tables
            sum += jdbc.queryForObject(
                    "select coalesce(sum(octet_length(parts)), 0) from checkpoint where octet_length(parts) > 16384",
                    Long.class);
            sum += jdbc.queryForObject(
                    "select coalesce(sum(octet_length(weights)), 0) from model_weights where octet_length(weights) > 16384",
                    Long.class);
        }
        return sum;
    }

    /** What stays: the examples as made, all that a training sets up, and a checkpoint, copied and encoded. */
    @ParameterizedTest
    @MethodSource("family")
    void takesTheMemoryThatIsExpected(RunSpec spec) {
        Examples examples = spec.dataset().generate();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epoch -> {}, step -> {});
        long[] state = new long[1];
        TrainingControl saving = new TrainingControl() {
            @Override
            public boolean stopped() {
                return false;
            }

            @Override
            public void ending(Trainer training) {
                state[0] = allocated(() -> copied = training.state())
                        + checkpoint(training, recorder).bytes().length;
            }
        };
        for (int time = 0; time < 2; time++) { // what is loaded by the first is no cost of the second
            new Trainer(spec.network(), spec.training(), examples, spec.seed(), recorder, saving).train();
        }
        long network = allocated(
                () -> trainer = new Trainer(spec.network(), spec.training(), examples, spec.seed(), recorder));
        long numbers = examples.features().getNumElements() + examples.targets().getNumElements();
        assertWithinTwice(RunCost.of(spec).heapBytes(), Float.BYTES * numbers + network + state[0], spec);
    }

    private static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertWithinTwice(long expected, long measured, RunSpec spec) {
        String what = spec.summary() + ": expected " + expected + ", measured " + measured;
        assertThat(2 * measured + SMALL).as(what).isGreaterThanOrEqualTo(expected);
        assertThat(2 * expected + SMALL).as(what).isGreaterThanOrEqualTo(measured);
    }
}
