package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.backflow.spec.InvalidSpecException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be a data set is refused with the place where it is wrong. */
class DatasetBoundsTest {

    private static final List<Double> BOX = List.of(-10.0, 10.0);
    private static final double NAN = Double.NaN;

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("samples", () -> new Circles(0, true, null, 0.8, 0)),
                refused("samples", () -> new Circles(Integer.MAX_VALUE, true, null, 0.8, 0)),
                refused("noise", () -> new Circles(10, true, -0.1, 0.8, 0)),
                refused("noise", () -> new Circles(10, true, NAN, 0.8, 0)),
                refused("factor", () -> new Circles(10, true, null, 1, 0)),
                refused("factor", () -> new Circles(10, true, null, -0.1, 0)),
                refused("factor", () -> new Circles(10, true, null, NAN, 0)),
                refused("seed", () -> new Circles(10, true, null, 0.8, -1)),
                refused("seed", () -> new Circles(10, true, null, 0.8, 1L << 32)),
                refused("samples", () -> new Moons(0, true, null, 0)),
                refused("noise", () -> new Moons(10, true, 2e6, 0)),
                refused("seed", () -> new Moons(10, true, null, -1)),
                refused("features", () -> new Blobs(10, 0, 3, 1, BOX, true, 0)),
                refused("features", () -> new Blobs(10, (1 << 20) + 1, 3, 1, BOX, true, 0)),
                refused("samples", () -> new Blobs(1_000_000, 1 << 20, 3, 1, BOX, true, 0)),
                refused("samples", () -> new Blobs(3_000_000, 2, 1_000, 1, BOX, true, 0)),
                refused("centers", () -> new Blobs(10, 2, 1, 1, BOX, true, 0)),
                refused("centers", () -> new Blobs(10, 2, 1_001, 1, BOX, true, 0)),
                refused("cluster_std", () -> new Blobs(10, 2, 3, -1, BOX, true, 0)),
                refused("center_box", () -> new Blobs(10, 2, 3, 1, null, true, 0)),
                refused("center_box", () -> new Blobs(10, 2, 3, 1, List.of(1.0), true, 0)),
                refused("center_box/0", () -> new Blobs(10, 2, 3, 1, Arrays.asList(null, 1.0), true, 0)),
                refused("center_box/0", () -> new Blobs(10, 2, 3, 1, List.of(-2e6, 1.0), true, 0)),
                refused("center_box/1", () -> new Blobs(10, 2, 3, 1, List.of(1.0, 0.0), true, 0)),
                refused("center_box/1", () -> new Blobs(10, 2, 3, 1, List.of(1.0, NAN), true, 0)),
                refused("seed", () -> new Blobs(10, 2, 3, 1, BOX, true, -1)),
                refused("cov", () -> new GaussianQuantiles(-1, 10, 2, 3, true, 0)),
                refused("features", () -> new GaussianQuantiles(1, 10, 0, 3, true, 0)),
                refused("classes", () -> new GaussianQuantiles(1, 10, 2, 1, true, 0)),
                refused("samples", () -> new GaussianQuantiles(1, 2, 2, 3, true, 0)),
                refused("seed", () -> new GaussianQuantiles(1, 10, 2, 3, true, -1)),
                refused("samples", () -> new Xor(0, true, 0.2, 0)),
                refused("noise", () -> new Xor(10, true, -1.0, 0)),
                refused("seed", () -> new Xor(10, true, 0.2, -1)),
                refused("arms", () -> new Spirals(10, true, 1, 1, 0.0, 0)),
                refused("samples", () -> new Spirals(0, true, 2, 1, 0.0, 0)),
                refused("turns", () -> new Spirals(10, true, 2, -1, 0.0, 0)),
                refused("noise", () -> new Spirals(10, true, 2, 1, -1.0, 0)),
                refused("seed", () -> new Spirals(10, true, 2, 1, 0.0, -1)),
                refused("features", () -> new RegressionPlane(10, 0, 0, 0)),
                refused("samples", () -> new RegressionPlane(0, 2, 0, 0)),
                refused("noise", () -> new RegressionPlane(10, 2, -1, 0)),
                refused("seed", () -> new RegressionPlane(10, 2, 0, -1)),
                refused("samples", () -> new Sine(0, 1, 0, 0)),
                refused("frequency", () -> new Sine(10, 0, 0, 0)),
                refused("frequency", () -> new Sine(10, 1_001, 0, 0)),
                refused("noise", () -> new Sine(10, 1, -1, 0)),
                refused("seed", () -> new Sine(10, 1, 0, -1)));
    }

    private static Arguments refused(String path, ThrowingCallable creation) {
        return arguments(path, creation);
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("refused")
    void namesThePlace(String path, ThrowingCallable creation) {
        InvalidSpecException refusal = catchThrowableOfType(InvalidSpecException.class, creation);

        assertThat(refusal).isNotNull();
        assertThat(refusal.path()).isEqualTo(path);
    }
}
