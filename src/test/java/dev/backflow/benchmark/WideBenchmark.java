package dev.backflow.benchmark;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import dev.backflow.engine.Examples;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.spec.SpecReader;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.ejml.data.FMatrixRMaj;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training step of 784-width-width-10 (ReLU, Adam, batches of 128), and the OpenBLAS calls of the same shapes on memory
 * outside the heap. GFLOP/s are 2 · 3 · parameters · 128 / time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WideBenchmark {

    private static final int BATCH = 128;
    private static final int EPOCHS = 40;
    private static final int EXAMPLES = 10 * BATCH;
    private static final int STEPS = 10 * EPOCHS;
    private static final int INPUTS = 784;
    private static final int CLASSES = 10;

    @Param({"64", "512"})
    private int width;

    private NetworkSpec network;
    private TrainingSpec training;
    private Examples examples;
    private FloatPointer a;
    private FloatPointer b;
    private FloatPointer c;

    @Setup
    public void draw() {
        JsonMapper json = new JsonMapper();
        String layer = "{\"units\": %d, \"activation\": \"%s\"}";
        String hidden = layer.formatted(width, "relu");
        String layers = "{\"layers\": [" + hidden + "," + hidden + "," + layer.formatted(CLASSES, "softmax") + "]}";
        network = SpecReader.read(json.readTree(layers), NetworkSpec.class);
        training = SpecReader.read(
                json.readTree(
                        "{\"loss\": \"sparse_categorical_crossentropy\", \"optimizer\": \"adam\", \"metrics\": [],"
                                + "\"epochs\": 40, \"batch_size\": 128}"),
                TrainingSpec.class);
        FMatrixRMaj features = new FMatrixRMaj(EXAMPLES, INPUTS);
        FMatrixRMaj targets = new FMatrixRMaj(EXAMPLES, 1);
        RandomStream random = new RandomStream(1, RandomStream.Purpose.SHUFFLE, 0);
        for (int i = 0; i < features.data.length; i++) {
            features.data[i] = (float) random.nextUniform();
        }
        for (int i = 0; i < targets.data.length; i++) {
            targets.data[i] = random.nextInt(CLASSES);
        }
        examples = new Examples(features, targets);
        blas_set_num_threads(1);
        int largest = INPUTS * 512;
        a = new FloatPointer(new float[largest]);
        b = new FloatPointer(new float[largest]);
        c = new FloatPointer(new float[largest]);
    }

    /** Steps of one training of forty epochs, which ends with one evaluation. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Trainer step() {
        return train(new Unobserved(training.epochs(), false));
    }

    /** The same with loss of all examples after each epoch of ten steps. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Trainer evaluated() {
        return train(new Unobserved(training.epochs(), true));
    }

    /** The same with four tensors of every layer recorded as well. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Trainer recorded() {
        RecordingSpec recording = SpecReader.read(new JsonMapper().readTree("{}"), RecordingSpec.class);
        return train(new Recorder(recording, training, epoch -> {}));
    }

    private Trainer train(TrainingObserver observer) {
        Trainer trainer = new Trainer(network, training, examples, 1, observer);
        trainer.train();
        return trainer;
    }

    /** The products of as many steps. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void sgemm() {
        int[] widths = {INPUTS, width, width, CLASSES};
        for (int step = 0; step < STEPS; step++) {
            for (int layer = 0; layer < 3; layer++) {
                int in = widths[layer];
                int out = widths[layer + 1];
                cblas_sgemm(101, 112, 111, out, BATCH, in, 1, a, out, b, BATCH, 0, c, BATCH);
                cblas_sgemm(101, 111, 112, in, out, BATCH, 1, a, BATCH, b, BATCH, 0, c, out);
                if (layer > 0) {
                    cblas_sgemm(101, 111, 111, in, BATCH, out, 1, a, out, b, BATCH, 0, c, BATCH);
                }
            }
        }
    }
}
