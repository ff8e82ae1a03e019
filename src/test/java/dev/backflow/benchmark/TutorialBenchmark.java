package dev.backflow.benchmark;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the tutorial in the engine: 2-5-5-5-5-1, 1000 samples, batches of 32, 100 epochs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TutorialBenchmark {

    @Param({"sigmoid", "tanh", "relu"})
    private String activation;

    private RunSpec spec;
    private Examples examples;

    @Setup
    public void read() throws IOException {
        try (InputStream preset = new ClassPathResource("presets/vanishing-gradient.json").getInputStream()) {
            for (JsonNode run : new JsonMapper().readTree(preset).get("runs")) {
                if (run.at("/labels/activation").asString().equals(activation)) {
                    spec = SpecReader.read(run.get("spec"), RunSpec.class);
                }
            }
        }
        examples = spec.dataset().generate();
    }

    /** With everything recorded: four tensors of five layers at 101 epochs, loss and accuracy. */
    @Benchmark
    public List<EpochRecord> recorded() {
        List<EpochRecord> epochs = new ArrayList<>();
        train(new Recorder(spec.recording(), spec.training(), epochs::add, () -> false));
        return epochs;
    }

    /** Only trained: nothing is measured but the last epoch. */
    @Benchmark
    public Trainer bare() {
        return train(new NoListener(spec.training().epochs()));
    }

    private Trainer train(dev.backflow.engine.TrainingListener listener) {
        Trainer trainer = new Trainer(spec.network(), spec.training(), examples, spec.seed(), listener);
        trainer.train();
        return trainer;
    }
}
