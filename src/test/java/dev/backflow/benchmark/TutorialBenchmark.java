package dev.backflow.benchmark;

import dev.backflow.engine.Trainer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.storage.EncodedRecords;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One run of the tutorial in the engine and in the plain reference, after the engine has seen all three activations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TutorialBenchmark {

    @Param({"sigmoid", "tanh", "relu"})
    private String activation;

    private Tutorial tutorial;
    private Tutorial everything;

    /** A service trains whatever comes, so the compiler must not believe that there is one activation only. */
    @Setup
    public void mixProfiles() {
        for (int i = 0; i < 5; i++) {
            for (String any : List.of("sigmoid", "tanh", "relu")) {
                Tutorial.with(any).recorded();
                Tutorial.with(any).reference();
            }
        }
        tutorial = Tutorial.with(activation);
        everything = tutorial.recordingEverything();
    }

    @Benchmark
    public List<EpochRecord> recorded() {
        return tutorial.recorded();
    }

    /** Recorded, and ready to be stored. */
    @Benchmark
    public EncodedRecords encoded() {
        return tutorial.encoded();
    }

    /** The same of all eight tensors with their histograms. */
    @Benchmark
    public EncodedRecords everything() {
        return everything.encoded();
    }

    @Benchmark
    public Trainer bare() {
        return tutorial.bare();
    }

    @Benchmark
    public Trainer evaluated() {
        return tutorial.evaluated();
    }

    @Benchmark
    public List<PlainReference.Epoch> reference() {
        return tutorial.reference();
    }
}
