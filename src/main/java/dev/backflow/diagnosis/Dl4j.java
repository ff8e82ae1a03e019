package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one rule of thumb of Deeplearning4j's training page: the ratio of mean magnitudes of updates to parameters should
 * be around 1e-3, and lies on a logarithmic scale between −4 and −2.
 */
final class Dl4j {

    private static final String SOURCE = "Deeplearning4j: Visualize, monitor and debug neural network learning"
            + " (deeplearning4j.konduit.ai), Using the UI to tune your network";
    private static final double LEAST = 1e-4;
    private static final double MOST = 1e-2;

    private Dl4j() {}

    static List<Rule> rules() {
        return List.of(PublishedRule.of(
                "update_parameter_ratio",
                Needs.of(Tensor.KERNEL, Tensor.KERNEL_UPDATE).and(Fact.TRAINING, Fact.DATA),
                SOURCE,
                Dl4j::updates));
    }

    /**
     * A step here is an average one: what all since the recorded epoch before have come to, divided by their number.
     */
    private static Optional<PublishedRule.Sighting> updates(Evidence evidence) {
        Map<String, double[]> updates = evidence.statistic(Tensor.KERNEL_UPDATE, Statistic.MEAN_ABS);
        Map<String, double[]> kernels = evidence.statistic(Tensor.KERNEL, Statistic.MEAN_ABS);
        Map<String, double[]> ratios = new LinkedHashMap<>(updates);
        ratios.replaceAll((layer, update) -> Signal.ratio(update, Signal.column(kernels, layer)));
        return PublishedRule.firstStep(
                evidence, ratios, "the mean size of an average step's update over that of the weights", LEAST, MOST);
    }
}
