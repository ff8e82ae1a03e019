package dev.backflow.benchmark;

import dev.backflow.recording.EpochRecord;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Recorded runs of the tutorial in a second, one after the other and two at a time; on two cores it should be twice as many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ParallelBenchmark {

    @Param({"sigmoid", "relu"})
    private String activation;

    private Tutorial tutorial;

    @Setup
    public void read() {
        tutorial = Tutorial.with(activation);
    }

    @Benchmark
    @Threads(1)
    public List<EpochRecord> one() {
        return tutorial.recorded();
    }

    @Benchmark
    @Threads(2)
    public List<EpochRecord> two() {
        return tutorial.recorded();
    }
}
