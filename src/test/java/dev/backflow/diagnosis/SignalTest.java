package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.SpecReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Signals of numbers that are written down here. */
class SignalTest {

    private static final double NAN = Double.NaN;

    private static final NetworkSpec NETWORK = SpecReader.read(new JsonMapper().readTree("""
                    {"layers": [{"name": "a", "units": 4, "activation": "tanh"},
                                {"type": "dropout", "name": "drop", "rate": 0.5},
                                {"name": "b", "units": 4, "activation": "tanh"},
                                {"name": "out", "units": 1}]}
                    """), NetworkSpec.class);

    private static Map<String, double[]> of(Signal signal, Measurements measured) {
        return signal.of(NETWORK, measured);
    }

    @Test
    void backwardGainBelongsToTheEarlierOfTwoLayersAndTheLastHasNone() {
        Map<String, double[]> gains = of(
                Signal.BACKWARD_GAIN,
                new WrittenMeasurements(2)
                        .with("a", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 1, 3)
                        .with("drop", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 2, 1)
                        .with("b", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 8, 1)
                        .with("out", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 4, 10));
        assertThat(gains.keySet()).containsExactly("a", "drop", "b");
        assertThat(gains.get("a")).containsExactly(0.5, 3);
        assertThat(gains.get("drop")).containsExactly(0.25, 1);
        assertThat(gains.get("b")).containsExactly(2, 0.1);
    }

    @Test
    void forwardGainBelongsToTheLaterOfTwoLayersAndTheFirstHasNone() {
        Map<String, double[]> gains = of(
                Signal.FORWARD_GAIN,
                new WrittenMeasurements(1)
                        .with("a", Tensor.ACTIVATION, Statistic.STD, 2)
                        .with("drop", Tensor.ACTIVATION, Statistic.STD, 3)
                        .with("b", Tensor.ACTIVATION, Statistic.STD, 6)
                        .with("out", Tensor.ACTIVATION, Statistic.STD, 3));
        assertThat(gains.keySet()).containsExactly("drop", "b", "out");
        assertThat(gains.get("drop")).containsExactly(1.5);
        assertThat(gains.get("b")).containsExactly(2);
        assertThat(gains.get("out")).containsExactly(0.5);
    }

    @Test
    void thereIsAGapWhereATensorIsNotFiniteAndWhereNothingIsDividedBy() {
        Map<String, double[]> gains = of(
                Signal.BACKWARD_GAIN,
                new WrittenMeasurements(3)
                        .with("a", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 0, 1, 1)
                        .with("drop", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 1, 0, 1)
                        .with("b", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 1, 1, 1)
                        .with("b", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.NON_FINITE, 0, 0, 1)
                        .with("out", Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, 1, 1, 1));
        assertThat(gains.get("a")).containsExactly(0, NAN, 1);
        assertThat(gains.get("drop")).containsExactly(1, 0, NAN);
        assertThat(gains.get("b")).containsExactly(1, 1, NAN);
    }

    @Test
    void updateRatioIsOfLayersWithAKernelAndBeginsAfterEpoch0() {
        Map<String, double[]> ratios = of(
                Signal.UPDATE_RATIO,
                new WrittenMeasurements(2)
                        .with("out", Tensor.KERNEL, Statistic.L2, 2, 5)
                        .with("out", Tensor.KERNEL_UPDATE, Statistic.L2, NAN, 1)
                        .with("b", Tensor.KERNEL, Statistic.L2, 1, 0)
                        .with("b", Tensor.KERNEL_UPDATE, Statistic.L2, NAN, 1)
                        .with("a", Tensor.KERNEL, Statistic.L2, 4, 4)
                        .with("a", Tensor.KERNEL_UPDATE, Statistic.L2, NAN, 2));
        assertThat(ratios.keySet()).containsExactly("a", "b", "out");
        assertThat(ratios.get("a")).containsExactly(NAN, 0.5);
        assertThat(ratios.get("b")).containsExactly(NAN, NAN);
        assertThat(ratios.get("out")).containsExactly(NAN, 0.2);
    }

    @Test
    void slopesComeInTheOrderOfTheNetwork() {
        WrittenMeasurements measured = new WrittenMeasurements(2)
                .with("b", SlopeMeasure.SATURATION, 0.1, 0.2)
                .with("a", SlopeMeasure.SATURATION, 0.3, NAN)
                .with("b", SlopeMeasure.DEAD_UNITS, 0, 1);
        assertThat(of(Signal.SATURATION, measured).keySet()).containsExactly("a", "b");
        assertThat(of(Signal.SATURATION, measured).get("a")).containsExactly(0.3, NAN);
        assertThat(of(Signal.DEAD_UNITS, measured).get("b")).containsExactly(0, 1);
    }
}
