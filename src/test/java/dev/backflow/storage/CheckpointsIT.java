package dev.backflow.storage;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backflow.TestDatabase;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.storage.Checkpoint.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource
class CheckpointsIT {

    @TempDir
    static Path directory;

    static ConfigurableApplicationContext application;

    @Parameter
    TestDatabase database;

    final String run = UUID.randomUUID().toString();
    final Checkpoints checkpoints = application.getBean(Checkpoints.class);
    final JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
    final TransactionTemplate transactions =
            new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        application = TestDatabase.start(StorageApplication.class, database.create(directory));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    @BeforeEach
    void insertRun() {
        Recorded.insertRun(jdbc, run);
    }

    private static Checkpoint checkpoint(int epoch, float... weights) {
        return new Checkpoint(
                epoch,
                Map.of(
                        CheckpointPart.WEIGHTS, new Part(List.of(weights, new float[0]), new double[0]),
                        CheckpointPart.OPTIMIZER, new Part(List.of(new float[] {epoch}), new double[] {7})));
    }

    private static float[] any(int length, int seed) {
        Random random = new Random(seed);
        float[] any = new float[length];
        for (int i = 0; i < length; i++) {
            any[i] = Float.intBitsToFloat(random.nextInt());
        }
        return any;
    }

    private static EncodedCheckpoint encoded(int epoch, boolean kept) {
        return EncodedCheckpoint.of(checkpoint(epoch, 1, 2), kept);
    }

    private List<Integer> epochs() {
        return jdbc.queryForList("select epoch from checkpoint where run_id = ? order by epoch", Integer.class, run);
    }

    @Test
    void everyBitOfEveryFloatAndDoubleComesBack() {
        float[] any = any(300_000, 1);
        double[] numbers = {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 0.1 + 0.2};
        Checkpoint whole =
                new Checkpoint(3, Map.of(CheckpointPart.WEIGHTS, new Part(List.of(any, new float[0]), numbers)));
        checkpoints.save(run, List.of(EncodedCheckpoint.of(whole, false)));

        Part read = checkpoints.latest(run).orElseThrow().part(CheckpointPart.WEIGHTS);
        assertThat(read.arrays()).hasSize(2);
        assertThat(bits(read.arrays().get(0))).isEqualTo(bits(any));
        assertThat(Arrays.stream(read.numbers())
                        .map(Double::doubleToRawLongBits)
                        .toArray())
                .isEqualTo(
                        Arrays.stream(numbers).map(Double::doubleToRawLongBits).toArray());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @Test
    void aLaterOneReplacesThoseThatAreNotKept() {
        checkpoints.save(run, List.of(encoded(1, false)));
        checkpoints.save(run, List.of(encoded(2, true), encoded(3, false)));
        assertThat(epochs()).containsExactly(2, 3);
        checkpoints.save(run, List.of(encoded(5, false)));
        assertThat(epochs()).containsExactly(2, 5);
        assertThat(checkpoints.latest(run)).map(Checkpoint::epoch).contains(5);
        checkpoints.save(run, List.of());
        assertThat(epochs()).containsExactly(2);
    }

    @Test
    void theNearestIsTheLatestOneBefore() {
        checkpoints.save(run, List.of(encoded(2, true), encoded(5, true)));
        assertThat(checkpoints.nearest(run, 1)).isEmpty();
        assertThat(checkpoints.nearest(run, 4)).map(Checkpoint::epoch).contains(2);
        assertThat(checkpoints.nearest(run, 5)).map(Checkpoint::epoch).contains(5);
        assertThat(checkpoints.latest("nobody")).isEmpty();
    }

    @Test
    void theSameWithOnlySomePartsHasTheOthersNoMore() {
        checkpoints.save(run, List.of(encoded(2, true)));
        Checkpoint some = checkpoints.latest(run).orElseThrow().only(Set.of(CheckpointPart.WEIGHTS));
        assertThat(some.epoch()).isEqualTo(2);
        assertThat(some.part(CheckpointPart.WEIGHTS).arrays().get(0)).containsExactly(1, 2);
        assertThat(some.part(CheckpointPart.OPTIMIZER).arrays()).isEmpty();
    }

    @Test
    void aDamagedOneIsRecognisedWhereverAByteIsWrong() {
        byte[] bytes = encoded(2, true).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertThatThrownBy(() -> CheckpointCodec.decode(2, damaged))
                    .isInstanceOf(UnreadableCheckpointException.class);
        }
        assertThatThrownBy(() -> CheckpointCodec.decode(2, new byte[3]))
                .isInstanceOf(UnreadableCheckpointException.class);
    }

    /** H2 would write rows of this size once when memory runs short within the transaction, and again at its end. */
    @Test
    void largeOnesAreWrittenOnce() throws IOException {
        assumeThat(database).isEqualTo(TestDatabase.H2);
        Path file = Path.of(application.getEnvironment().getProperty("BACKFLOW_DATA"), "backflow.mv.db");
        SavedWeights weights = application.getBean(SavedWeights.class);
        long before = Files.size(file);
        long saved = 0;
        for (int epoch = 1; epoch <= 5; epoch++) {
            float[] any = any(2_000_000, epoch);
            EncodedCheckpoint encoded = EncodedCheckpoint.of(checkpoint(epoch, any), false);
            LayerValues layer = new LayerValues("output", 1000, 2000, any, Map.of());
            int now = epoch;
            transactions.executeWithoutResult(status -> {
                checkpoints.save(run, List.of(encoded));
                weights.save(run, EncodedWeights.of(now, List.of(layer)));
            });
            saved += 2L * encoded.bytes().length;
        }
        assertThat(Files.size(file) - before).isLessThan(saved + saved / 10);
    }

    @Test
    void theyGoWithTheirRun() {
        checkpoints.save(run, List.of(encoded(2, true)));
        jdbc.update("delete from run where id = ?", run);
        assertThat(epochs()).isEmpty();
    }

    @Test
    void partsAreStoredUnderCodesThatNeverChange() {
        assertThat(Arrays.stream(CheckpointPart.values()).collect(toMap(Enum::name, CheckpointPart::code)))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("WEIGHTS", 0, "OPTIMIZER", 1, "SUPERVISION", 2, "RECORDING", 3));
    }
}
