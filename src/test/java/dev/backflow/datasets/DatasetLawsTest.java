package dev.backflow.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.datasets.Generators.Generator;
import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.Default;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.Vocabulary;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every generator. */
class DatasetLawsTest {

    private static final String GENERATORS = "dev.backflow.datasets.Generators#all";

    @Test
    void noGeneratorIsLeftOut() {
        Set<Class<?>> generators = Vocabulary.members(DatasetSpec.class).values().stream()
                .filter(type -> type != Inline.class && type != Csv.class)
                .collect(Collectors.toSet());

        assertThat(Generators.all()
                        .map(generator -> generator.spec().getClass())
                        .collect(Collectors.toSet()))
                .isEqualTo(generators);
        assertThat(Generators.extremes().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(generators);
    }

    @ParameterizedTest
    @MethodSource(GENERATORS)
    void theSameSpecGivesTheSameBits(Generator generator) {
        Examples once = generator.spec().generate();
        Examples again = generator.spec().generate();

        assertThat(again.features().data).isEqualTo(once.features().data);
        assertThat(again.targets().data).isEqualTo(once.targets().data);
    }

    @ParameterizedTest
    @MethodSource(GENERATORS)
    void anotherSeedGivesOtherData(Generator generator) {
        Stream<float[]> features = Stream.of(0L, 1L, 1L << 31, DatasetSpec.MOST_SEED)
                .map(seed -> generator.withSeed().apply(seed).generate().features().data);

        assertThat(features.map(Arrays::hashCode)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource(GENERATORS)
    void theShapeIsTheOneThatTheSpecAnnounces(Generator generator) {
        assertShape(generator.spec());
    }

    @ParameterizedTest
    @MethodSource(GENERATORS)
    void theTargetsAreOfTheKindThatTheSpecAnnounces(Generator generator) {
        DatasetSpec spec = generator.spec();
        FMatrixRMaj targets = spec.generate().targets();

        switch (spec.targetKind()) {
            case BINARY -> {
                assertThat(targets.numCols).isEqualTo(1);
                assertThat(targets.data).containsOnly(0, 1);
            }
            case ONE_HOT -> {
                assertThat(targets.numCols).isGreaterThan(1);
                for (int row = 0; row < targets.numRows; row++) {
                    float[] columns =
                            Arrays.copyOfRange(targets.data, row * targets.numCols, (row + 1) * targets.numCols);
                    Arrays.sort(columns);
                    assertThat(columns)
                            .startsWith(0)
                            .endsWith(1)
                            .containsOnlyOnce(1)
                            .containsOnly(0, 1);
                }
            }
            case REAL, INDEX -> assertThat(targets.data).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource(GENERATORS)
    void classesAreOfEqualSize(Generator generator) {
        DatasetSpec spec = generator.spec();
        if (spec.targetKind() == TargetKind.REAL) {
            return;
        }
        Map<Integer, Long> counts = Arrays.stream(Classes.of(spec.generate()))
                .boxed()
                .collect(Collectors.groupingBy(label -> label, Collectors.counting()));

        long fair = spec.samples() / counts.size();
        assertThat(counts).hasSize(spec.outputs() == 1 ? 2 : spec.outputs());
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(fair, fair + 1));
    }

    @ParameterizedTest
    @MethodSource("dev.backflow.datasets.Generators#extremes")
    void theExtremesAreFiniteNumbers(DatasetSpec spec) {
        assertShape(spec);
        for (float value : spec.generate().features().data) {
            assertThat(value).isFinite();
        }
        for (float value : spec.generate().targets().data) {
            assertThat(value).isFinite();
        }
    }

    /** scikit-learn 1.9.1's where it has the generator and the parameter; the rest is ours. */
    @Test
    void theDefaultsAreScikitLearns() {
        assertThat(defaults(Circles.class)).isEqualTo("samples=100 shuffle=true noise=null factor=0.8 seed=0");
        assertThat(defaults(Moons.class)).isEqualTo("samples=100 shuffle=true noise=null seed=0");
        assertThat(defaults(Blobs.class))
                .isEqualTo("samples=100 features=2 centers=3 clusterStd=1.0 centerBox=[-10.0, 10.0]"
                        + " shuffle=true seed=0");
        assertThat(defaults(GaussianQuantiles.class))
                .isEqualTo("cov=1.0 samples=100 features=2 classes=3 shuffle=true seed=0");
        assertThat(defaults(Xor.class)).isEqualTo("samples=100 shuffle=true noise=0.2 seed=0");
        assertThat(defaults(Spirals.class)).isEqualTo("samples=100 shuffle=true arms=2 turns=1.5 noise=0.0 seed=0");
        assertThat(defaults(RegressionPlane.class)).isEqualTo("samples=100 features=2 noise=0.0 seed=0");
        assertThat(defaults(Sine.class)).isEqualTo("samples=100 frequency=1.0 noise=0.0 seed=0");
    }

    private static String defaults(Class<?> spec) {
        return Arrays.stream(spec.getRecordComponents())
                .filter(component -> !component.isAnnotationPresent(Unwrapped.class))
                .map(component -> component.getName() + "=" + written(component))
                .collect(Collectors.joining(" "));
    }

    private static String written(RecordComponent component) {
        return component.getAnnotation(Default.class).value();
    }

    private static void assertShape(DatasetSpec spec) {
        Examples examples = spec.generate();
        assertThat(examples.features().numRows).isEqualTo(spec.samples());
        assertThat(examples.targets().numRows).isEqualTo(spec.samples());
        assertThat(examples.features().numCols).isEqualTo(spec.inputs());
        assertThat(examples.targets().numCols).isEqualTo(spec.outputs());
    }
}
