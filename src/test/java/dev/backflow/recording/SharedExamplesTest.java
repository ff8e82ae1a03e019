package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Runs on one data set are given the same arrays. */
class SharedExamplesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'training': {'validation_split': 0}}",
                "{'training': {'validation_split': 0}, 'recording': {'sample': 'full', 'every_steps': 3}}"
            })
    void noTrainingWritesToItsExamples(String patch) {
        new TrainingFamily()
                .specs().values().stream().flatMap(spec -> patched(spec, patch)).forEach(SharedExamplesTest::train);
    }

    private static Stream<RunSpec> patched(RunSpec spec, String patch) {
        return RunSpecs.patched(SpecWriter.write(spec), new JsonMapper().readTree(patch.replace('\'', '"'))).stream()
                .map(json -> SpecReader.read(json, RunSpec.class));
    }

    private static void train(RunSpec spec) {
        Examples shared = spec.dataset().generate();
        new Trainer(
                        spec.network(),
                        spec.training(),
                        shared,
                        spec.seed(),
                        new Recorder(spec.recording(), spec.training(), epoch -> {}))
                .train();
        Examples untouched = spec.dataset().generate();
        assertThat(shared.features().data).as(spec.toString()).isEqualTo(untouched.features().data);
        assertThat(shared.targets().data).as(spec.toString()).isEqualTo(untouched.targets().data);
    }
}
