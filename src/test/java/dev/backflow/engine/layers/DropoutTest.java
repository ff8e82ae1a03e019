package dev.backflow.engine.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.backflow.engine.numerics.RandomStream;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of inverted dropout. */
class DropoutTest {

    private static final int UNITS = 500;
    private static final int EXAMPLES = 2000;

    private static FMatrixRMaj dropped(double rate, long seed, int layer, Pass pass) {
        FMatrixRMaj ones = new FMatrixRMaj(UNITS, EXAMPLES);
        Arrays.fill(ones.data, 1);
        stage(rate, seed, layer).forward(ones, pass);
        return ones;
    }

    private static DropoutStage stage(double rate, long seed, int layer) {
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.DROPOUT, layer);
        return new DropoutStage(rate, random, UNITS, EXAMPLES);
    }

    private static Pass step(int epoch, int step) {
        return Pass.training().at(epoch, step);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 0.8, 0.95})
    void dropsTheShareAskedForAndKeepsTheMean(double rate) {
        FMatrixRMaj mask = dropped(rate, 1, 0, step(0, 0));
        float scale = (float) (1 / (1 - rate));
        int kept = 0;
        int others = 0;
        for (float m : mask.data) {
            kept += m == scale ? 1 : 0;
            others += m == 0 || m == scale ? 0 : 1;
        }
        assertThat(others).isZero();
        double share = (double) kept / mask.data.length;
        double error = Math.sqrt(rate * (1 - rate) / mask.data.length);
        assertThat(share).isCloseTo(1 - rate, offset(4 * error));
        assertThat(share * scale).isCloseTo(1, offset(4 * error * scale));
    }

    @Test
    void ofNothingAndInInferenceChangesNoBit() {
        assertOnly(1, dropped(0, 1, 0, step(0, 0)));
        assertOnly(1, dropped(0.5, 1, 0, Pass.INFERENCE));
    }

    @Test
    void ofEverythingLeavesZeros() {
        assertOnly(0, dropped(1, 1, 0, step(0, 0)));
    }

    @Test
    void sendsBackThroughTheMaskOfTheWayForth() {
        DropoutStage stage = stage(0.3, 4, 2);
        FMatrixRMaj signal = new FMatrixRMaj(UNITS, EXAMPLES);
        Arrays.fill(signal.data, 1);
        FMatrixRMaj gradient = signal.copy();
        stage.forward(signal, step(2, 5));
        stage.backward(gradient);
        assertThat(Arrays.equals(gradient.data, signal.data)).isTrue();
    }

    @Test
    void masksFollowFromSeedLayerEpochAndStepAlone() {
        DropoutStage used = stage(0.5, 1, 3);
        used.forward(new FMatrixRMaj(UNITS, EXAMPLES), step(0, 0));
        FMatrixRMaj again = new FMatrixRMaj(UNITS, EXAMPLES);
        Arrays.fill(again.data, 1);
        used.forward(again, step(7, 9));
        assertThat(Arrays.equals(again.data, dropped(0.5, 1, 3, step(7, 9)).data))
                .isTrue();
    }

    /** Two fair masks agree in half of the places. */
    @Test
    void masksOfDifferentSeedsLayersEpochsAndStepsAreIndependent() {
        FMatrixRMaj mask = dropped(0.5, 1, 3, step(7, 9));
        assertIndependent(mask, dropped(0.5, 2, 3, step(7, 9)));
        assertIndependent(mask, dropped(0.5, 1, 4, step(7, 9)));
        assertIndependent(mask, dropped(0.5, 1, 3, step(8, 9)));
        assertIndependent(mask, dropped(0.5, 1, 3, step(7, 10)));
        assertIndependent(mask, dropped(0.5, 1, 3, step(9, 7)));
        assertIndependent(mask, dropped(0.5, 1, 3, step(7, Pass.NO_STEP)));
    }

    private static void assertOnly(float value, FMatrixRMaj mask) {
        float[] expected = new float[mask.data.length];
        Arrays.fill(expected, value);
        assertThat(Arrays.equals(mask.data, expected)).isTrue();
    }

    private static void assertIndependent(FMatrixRMaj x, FMatrixRMaj y) {
        int agreeing = 0;
        for (int i = 0; i < x.data.length; i++) {
            agreeing += x.data[i] == y.data[i] ? 1 : 0;
        }
        assertThat((double) agreeing / x.data.length).isCloseTo(0.5, offset(2 / Math.sqrt(x.data.length)));
    }
}
