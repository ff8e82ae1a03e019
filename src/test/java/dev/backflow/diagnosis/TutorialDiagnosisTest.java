package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The tutorial's networks over twenty seeds, on none of which a threshold was tuned. */
class TutorialDiagnosisTest {

    private static final int SIGMOID = 0;

    private static List<Trained> runs(int network) {
        try (InputStream preset = new ClassPathResource("presets/vanishing-gradient.json").getInputStream()) {
            JsonNode spec = new JsonMapper().readTree(preset).at("/runs/" + network + "/spec");
            return IntStream.rangeClosed(101, 120)
                    .mapToObj(seed -> ((ObjectNode) spec.deepCopy()).put("seed", seed))
                    .map(json -> Trained.of(SpecReader.read(json, RunSpec.class)))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final List<Trained> SIGMOIDS = runs(SIGMOID);

    @Test
    void theVanishingGradientIsFoundInEverySigmoidNetwork() {
        assertThat(SIGMOIDS).allSatisfy(run -> assertThat(run.rules()).contains("vanishing_gradient"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void tanhAndReluAreClean(int network) {
        assertThat(runs(network)).allSatisfy(run -> assertThat(run.rules()).isEmpty());
    }

    @Test
    void ofItsRemediesTheFirstCuresIt() {
        List<Double> medians = IntStream.range(0, 3)
                .mapToObj(remedy -> SIGMOIDS.stream()
                        .map(run -> Trained.of(run.patched(run.diagnosis().items().stream()
                                .filter(finding -> finding.rule().equals("vanishing_gradient"))
                                .findFirst()
                                .orElseThrow()
                                .remedies()
                                .get(remedy))))
                        .mapToDouble(Trained::accuracy)
                        .sorted()
                        .skip(9)
                        .limit(2)
                        .average()
                        .orElseThrow())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "median accuracy of the tutorial's sigmoid network over 20 seeds after each remedy: %s%n",
                medians);
        assertThat(medians.get(0)).isGreaterThan(0.95);
    }

    /** Mean |g| < 1e-7 is what Amazon SageMaker Debugger looks for. */
    @Test
    void aPublishedThresholdMissesIt() {
        assertThat(SIGMOIDS)
                .noneMatch(run -> RulePack.SAGEMAKER_DEBUGGER.diagnose(run.evidence()).items().stream()
                        .anyMatch(finding -> finding.rule().equals("vanishing_gradient")));
    }
}
