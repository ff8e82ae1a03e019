package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Trainer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the tutorial saw, over twenty seeds of its preset. */
class TutorialTest {

    private static final int SEEDS = 20;

    /** Accuracy at the end and the std of hidden_1's kernel gradient at epoch 0; sorted. */
    private record Outcome(double[] accuracies, double[] gradients) {

        double medianAccuracy() {
            return median(accuracies);
        }

        double medianGradient() {
            return median(gradients);
        }
    }

    private static Outcome sigmoid;
    private static Outcome tanh;
    private static Outcome relu;

    @BeforeAll
    static void train() throws IOException {
        try (InputStream preset = new ClassPathResource("presets/vanishing-gradient.json").getInputStream()) {
            JsonNode runs = new JsonMapper().readTree(preset).get("runs");
            sigmoid = outcome(runs.get(0));
            tanh = outcome(runs.get(1));
            relu = outcome(runs.get(2));
        }
    }

    private static Outcome outcome(JsonNode run) {
        List<EpochRecord[]> ends = IntStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> ends(((ObjectNode) run.get("spec").deepCopy()).put("seed", seed)))
                .toList();
        return new Outcome(
                ends.stream()
                        .mapToDouble(end -> end[1].metrics().get("accuracy"))
                        .sorted()
                        .toArray(),
                ends.stream().mapToDouble(end -> firstGradient(end[0])).sorted().toArray());
    }

    private static EpochRecord[] ends(JsonNode json) {
        RunSpec spec = SpecReader.read(json, RunSpec.class);
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder).train();
        assertThat(epochs).hasSize(101);
        return new EpochRecord[] {epochs.get(0), epochs.get(100)};
    }

    private static double firstGradient(EpochRecord epoch) {
        return epoch.tensors().stream()
                .filter(record -> record.layer().equals("hidden_1") && record.tensor() == Tensor.KERNEL_GRADIENT)
                .findFirst()
                .orElseThrow()
                .statistics()
                .std();
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Test
    void tanhAndReluLearnTheCirclesAndSigmoidDoesNot() {
        System.out.printf(
                "accuracy over %d seeds (least, median, most): sigmoid %s, tanh %s, relu %s%n",
                SEEDS, summary(sigmoid.accuracies), summary(tanh.accuracies), summary(relu.accuracies));
        assertThat(tanh.medianAccuracy()).isGreaterThanOrEqualTo(0.98);
        assertThat(relu.medianAccuracy()).isGreaterThanOrEqualTo(0.95);
        assertThat(sigmoid.medianAccuracy()).isLessThanOrEqualTo(0.75);
    }

    @Test
    void theGradientThatReachesTheFirstLayerIsTenTimesLargerWithTanhThanWithSigmoid() {
        System.out.printf(
                "median std of hidden_1's kernel gradient at epoch 0: sigmoid %.2e, tanh %.2e, relu %.2e%n",
                sigmoid.medianGradient(), tanh.medianGradient(), relu.medianGradient());
        assertThat(tanh.medianGradient()).isGreaterThanOrEqualTo(10 * sigmoid.medianGradient());
    }

    private static String summary(double[] sorted) {
        return Arrays.toString(new double[] {sorted[0], median(sorted), sorted[sorted.length - 1]});
    }
}
