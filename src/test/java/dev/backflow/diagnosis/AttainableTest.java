package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** What simple answers reach of data whose noise is known. */
class AttainableTest {

    private static final int SAMPLES = 400;

    private final Random random = new Random(3);

    private final FMatrixRMaj features = matrix(SAMPLES, 3, () -> random.nextGaussian());

    private static FMatrixRMaj matrix(int rows, int columns, java.util.function.DoubleSupplier drawn) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.data[i] = (float) drawn.getAsDouble();
        }
        return matrix;
    }

    private FMatrixRMaj targets(ToDoubleFunction<float[]> answer) {
        FMatrixRMaj targets = new FMatrixRMaj(SAMPLES, 1);
        for (int row = 0; row < SAMPLES; row++) {
            float[] x = {features.get(row, 0), features.get(row, 1), features.get(row, 2)};
            targets.data[row] = (float) answer.applyAsDouble(x);
        }
        return targets;
    }

    @Test
    void aLineIsReachedByALinearModel() {
        Attainable plane = Attainable.of(features, targets(x -> 2 * x[0] - x[1] + 5), false);
        assertThat(plane.linear()).isCloseTo(1, within(1e-4));
        assertThat(plane.alike()).isCloseTo(1, within(1e-9));
    }

    /** R² of a line under noise is the share of the variance that is no noise. */
    @Test
    void noiseIsNotAttainable() {
        Attainable noisy = Attainable.of(features, targets(x -> x[0] + random.nextGaussian()), false);
        assertThat(noisy.linear()).isCloseTo(0.5, within(0.08));
        assertThat(noisy.neighbours()).isLessThan(0.5);
    }

    @Test
    void labelsWithoutRelationReachNoMoreThanTheCommonest() {
        Attainable none = Attainable.of(features, targets(x -> random.nextInt(2)), true);
        assertThat(none.least()).isLessThan(0.12);
    }

    @Test
    void aCircleIsReachedByNeighboursAndNotByALine() {
        Attainable circle =
                Attainable.of(features, targets(x -> x[0] * x[0] + x[1] * x[1] + x[2] * x[2] > 2.4 ? 1 : 0), true);
        assertThat(circle.neighbours()).isGreaterThan(0.7);
        assertThat(circle.linear()).isLessThan(0.2);
    }

    @Test
    void equalInputsAreToldApartByNothing() {
        FMatrixRMaj constant = new FMatrixRMaj(SAMPLES, 3);
        assertThat(Attainable.of(constant, targets(x -> x[0]), false).alike()).isCloseTo(0, within(1e-6));
        assertThat(Attainable.of(constant, targets(x -> x[0] > 0 ? 1 : 0), true).alike())
                .isCloseTo(0, within(1e-6));
    }
}
