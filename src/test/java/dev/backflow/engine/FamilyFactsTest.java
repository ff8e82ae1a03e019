package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.Interval;
import dev.backflow.engine.activations.ScalarFunction;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.initializers.Moments;
import dev.backflow.engine.layers.Layer;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.LayerWeights;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.OutputKind;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.engine.optimizers.Optimizer.StepLength;
import dev.backflow.engine.optimizers.Updater;
import dev.backflow.spec.WireNames;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What members of the engine's families say about themselves, for rules and theory, is what they do. */
class FamilyFactsTest {

    static Stream<Activation> activations() {
        return Families.activations();
    }

    static Stream<ScalarFunction> functions() {
        return activations().flatMap(activation -> activation.elementwise().stream());
    }

    static Stream<Initializer> initializers() {
        return Families.initializers();
    }

    static Stream<Loss> losses() {
        return Families.losses();
    }

    static Stream<Metric> metrics() {
        return Families.metrics();
    }

    static Stream<Optimizer> optimizers() {
        return Families.optimizers();
    }

    static Stream<LayerSpec> layers() {
        return Families.layers();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activationsStayInTheirRangeAndReachItsEnds(Activation activation) {
        Interval range = activation.range();
        FMatrixRMaj z = numbers(
                2,
                4000,
                (unit, example) -> unit == 0
                        ? (example - 2000) / 70f
                        : (float) Math.copySign(Math.pow(10, Math.abs(example - 2000) / 53.0), example - 2000));
        FMatrixRMaj a = z.createLike();
        activation.forward(z, a);
        double least = IntStream.range(0, a.getNumElements())
                .mapToDouble(i -> a.data[i])
                .min()
                .orElseThrow();
        double most = IntStream.range(0, a.getNumElements())
                .mapToDouble(i -> a.data[i])
                .max()
                .orElseThrow();
        assertThat(least).isGreaterThanOrEqualTo(range.least() - 1e-5);
        assertThat(most).isLessThanOrEqualTo(range.most() + 1e-5);
        assertThat(range.hasLeast() ? least < range.least() + 1e-3 : least < -1e6)
                .isTrue();
        assertThat(range.hasMost() ? most > range.most() - 1e-3 : most > 1e6).isTrue();
    }

    @ParameterizedTest
    @MethodSource("activations")
    void distributionsAddUpToOneWhateverTheUnits(Activation activation) {
        FMatrixRMaj z = numbers(5, 50, (unit, example) -> (float) Math.sin(7.3 * unit + 1.7 * example) * 3);
        FMatrixRMaj a = z.createLike();
        activation.forward(z, a);
        boolean sumsToOne = IntStream.range(0, 50)
                .allMatch(example -> Math.abs(IntStream.range(0, 5)
                                        .mapToDouble(unit -> a.get(unit, example))
                                        .sum()
                                - 1)
                        < 1e-5);
        assertThat(sumsToOne).isEqualTo(activation.isDistribution());
    }

    /** What squashes is flat at one end at least, and where that is by design φ does not count as saturated. */
    @ParameterizedTest
    @MethodSource("activations")
    void whatSaturatesHasAFlatEndAndHoldsItsOutputsTogether(Activation activation) {
        if (activation.saturates()) {
            ScalarFunction phi = activation.elementwise().orElseThrow();
            boolean flat =
                    Stream.of(-1e4f, 1e4f).anyMatch(z -> Math.abs(phi.slope(z, phi.value(z))) < 0.01 * phi.steepest());
            assertThat(flat).isTrue();
            assertThat(activation.range().hasLeast() && activation.range().hasMost()
                            || activation.range().most() == 0)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void onlyLinearFunctionsHaveOneSlopeEverywhere(ScalarFunction phi) {
        boolean same = IntStream.range(-40, 40)
                .mapToObj(i -> i / 4f)
                .allMatch(z -> phi.slope(z, phi.value(z)) == phi.slope(0.3f, phi.value(0.3f)));
        assertThat(same).isEqualTo(phi.isLinear());
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void weightsAreDrawnWithTheMomentsThatAreStated(Initializer initializer) {
        float[] weights = new float[500 * 200];
        initializer.fill(weights, 500, 200, new RandomStream(3, RandomStream.Purpose.KERNEL, 0));
        Moments stated = initializer.moments(500, 200);
        if (Double.isNaN(stated.mean())) {
            return; // the entries are not alike
        }
        assertMoments(weights, stated);
        if (initializer.objectionToBias().isEmpty()) {
            float[] bias = new float[100_000];
            initializer.fillBias(bias, 50, new RandomStream(3, RandomStream.Purpose.BIAS, 0));
            assertMoments(bias, initializer.biasMoments(50, bias.length));
        }
    }

    private static void assertMoments(float[] drawn, Moments stated) {
        double mean = mean(drawn);
        double variance = IntStream.range(0, drawn.length)
                .mapToDouble(i -> (drawn[i] - mean) * (drawn[i] - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(stated.mean(), within(1e-7 + 4 * Math.sqrt(stated.variance() / drawn.length)));
        assertThat(variance).isCloseTo(stated.variance(), within(1e-12 + 0.03 * stated.variance()));
    }

    private static double mean(float[] drawn) {
        return IntStream.range(0, drawn.length)
                .mapToDouble(i -> drawn[i])
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesTakeOutputsForWhatTheySay(Loss loss) {
        switch (loss.takes()) {
            case PROBABILITY -> {
                assertThat(slope(loss, 0.4f, 1)).isNegative();
                assertThat(slope(loss, 0.4f, 0)).isPositive();
                assertThat(sum(loss, 1, 1)).isCloseTo(0, within(1e-6));
                assertThat(loss.threshold()).isEqualTo(0.5f);
            }
            case DISTRIBUTION ->
                assertThat(gradient(loss, 3, new float[] {0.2f, 0.3f, 0.5f}, new float[] {0, 0, 1}))
                        .satisfies(gradient -> assertThat(gradient[0] * 0.2 + gradient[1] * 0.3 + gradient[2] * 0.5)
                                .as("only shares count, not the sum")
                                .isCloseTo(0, within(1e-6)));
            case LOGIT -> {
                assertThat(slope(loss, -8, 1)).isNegative();
                assertThat(slope(loss, 8, 0)).isPositive();
                assertThat(loss.threshold()).isZero();
            }
            case CLASS_LOGITS ->
                assertThat(gradient(loss, 3, new float[] {2, -3, 8}, new float[] {0, 1, 0}))
                        .satisfies(gradient -> assertThat(gradient[0] + gradient[1] + gradient[2])
                                .as("only distances count")
                                .isCloseTo(0, within(1e-6f)));
            case COUNT -> assertThat(sum(loss, -0.5f, 1)).isNaN();
            case MARGIN -> {
                assertThat(sum(loss, 1.5f, 1)).isZero();
                assertThat(sum(loss, -1.5f, -1)).isZero();
                assertThat(sum(loss, 0.5f, 1)).isPositive();
            }
            case VALUE -> {
                assertThat(sum(loss, 2, 2)).isCloseTo(0, within(1e-6));
                assertThat(sum(loss, 3, 2)).isPositive();
                assertThat(sum(loss, 1, 2)).isPositive();
            }
            case OTHER -> assertThat(loss.takes().isOfProbabilities()).isFalse();
        }
        assertThat(loss.takes() == OutputKind.OTHER
                        || loss.isElementwise() != loss.takes().isExclusive())
                .isTrue();
    }

    private static double sum(Loss loss, float output, float target) {
        return loss.sum(new FMatrixRMaj(1, 1, true, output), new FMatrixRMaj(1, 1, true, target));
    }

    private static float slope(Loss loss, float output, float target) {
        return gradient(loss, 1, new float[] {output}, new float[] {target})[0];
    }

    private static float[] gradient(Loss loss, int outputs, float[] y, float[] t) {
        FMatrixRMaj gradient = new FMatrixRMaj(outputs, 1);
        loss.gradient(new FMatrixRMaj(outputs, 1, true, y), new FMatrixRMaj(outputs, 1, true, t), gradient);
        return gradient.data;
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void metricsAreBetterForRightAnswersInTheDirectionTheySay(Metric metric) {
        FMatrixRMaj targets = numbers(8, 64, (unit, example) -> unit == example % 8 ? 1f : 0f);
        FMatrixRMaj wrong = numbers(8, 64, (unit, example) -> unit == (example + 3) % 8 ? 1f : unit / 100f);
        double right = measure(metric, targets, targets);
        assertThat(measure(metric, wrong, targets) > right).isEqualTo(metric.smallerIsBetter());
        assertThat(measure(metric, wrong, targets)).isNotEqualTo(right);
    }

    private static double measure(Metric metric, FMatrixRMaj outputs, FMatrixRMaj targets) {
        Metric.Accumulator accumulator = metric.accumulator(outputs.numRows);
        accumulator.reset();
        accumulator.add(outputs, targets);
        return accumulator.result();
    }

    /** A constant gradient, small or large, after the optimizer has got used to it. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void stepsAreAsLongAsTheOptimizerSays(Optimizer optimizer) {
        double rate = optimizer.learningRate().at(0);
        double small = lastStep(optimizer, 0.01f) / rate;
        double large = lastStep(optimizer, 10) / rate;
        boolean likeTheRate = Stream.of(small, large).allMatch(step -> step > 1 / 3.0 && step < 3);
        boolean likeTheGradient = Math.abs(large / small - 1000) < 20;
        assertThat(optimizer.stepLength())
                .isEqualTo(likeTheRate ? StepLength.RATE : likeTheGradient ? StepLength.GRADIENT : StepLength.OTHER);
    }

    private static double lastStep(Optimizer optimizer, float gradient) {
        Updater updater = optimizer.updater(1);
        float[] weights = {0};
        float before = 0;
        for (int step = 1; step <= 60; step++) {
            before = weights[0];
            updater.update(
                    weights, new float[] {gradient}, optimizer.learningRate().at(step - 1), step);
        }
        return Math.abs(weights[0] - before);
    }

    /** Rules see a layer's parts, the recorder a live layer: both must speak of the same. */
    @ParameterizedTest
    @MethodSource("layers")
    void theLiveLayerHasWhatItsSpecSays(LayerSpec unnamed) {
        LayerSpec spec = unnamed.as("layer", null);
        Layer live = spec.layer(3, 4, 1, 0);
        assertThat(live.kernel() != null).isEqualTo(spec.hasKernel());
        assertThat(live.bias() != null).isEqualTo(spec.hasBias());
        assertThat(live.output().numRows).isEqualTo(spec.units(3));
        assertThat(live.vectors()).hasSameSizeAs(spec.vectors(3));
        spec.vectors(3)
                .forEach((name, length) -> assertThat(live.vectors().get(name)).hasSize(length));
        spec.parts().ifPresent(parts -> {
            assertThat(parts.kernel().isPresent()).isEqualTo(spec.hasKernel());
            assertThat(parts.activation().orElse(null)).isEqualTo(live.activation());
        });
        assertThat(spec.as("renamed", 3)).satisfies(copy -> {
            assertThat(copy.name()).isEqualTo("renamed");
            assertThat(copy.repeat()).isEqualTo(3);
            assertThat(copy.as(spec.name(), spec.repeat())).isEqualTo(spec);
        });
    }

    private static FMatrixRMaj numbers(int rows, int columns, BiFunction<Integer, Integer, Float> number) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        Arrays.setAll(new Object[rows * columns], i -> matrix.data[i] = number.apply(i / columns, i % columns));
        return matrix;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void weightsHaveNamesUnderWhichTheyCanBeGiven(LayerSpec layer) {
        assertThat(Stream.of(LayerWeights.class.getRecordComponents()).map(WireNames::of))
                .containsAll(layer.vectors(4).keySet());
    }
}
