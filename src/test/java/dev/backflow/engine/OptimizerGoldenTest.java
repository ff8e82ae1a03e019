package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.engine.optimizers.Parameter;
import dev.backflow.engine.optimizers.Updater;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import dev.backflow.spec.WireNames;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sixty steps of every optimizer against the framework that its dialect names, which computed them in double precision
 * (golden-optimizers/make.py), on gradients that are sparse, tiny, huge, fading, constant and zero.
 */
class OptimizerGoldenTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path FOLDER = Path.of("src/test/resources/golden-optimizers");
    private static final JsonNode GIVEN = MAPPER.readTree(FOLDER.resolve("gradients.json"));
    private static final List<String> TENSORS = List.of("kernel", "bias");
    private static final double RELATIVE = 5e-6;

    record Case(String dialect, JsonNode json) {

        JsonNode optimizer() {
            return json.get("optimizer");
        }

        @Override
        public String toString() {
            return dialect + " " + json.get("name").asString();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(Dialect.values())
                .map(WireNames::of)
                .flatMap(dialect -> MAPPER.readTree(FOLDER.resolve(dialect + ".json"))
                        .valueStream()
                        .map(json -> new Case(dialect, json)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsLikeTheFrameworkOfItsDialect(Case golden) {
        List<Parameter> parameters = parameters();
        OptimizerState descent = new OptimizerState(optimizer(golden), parameters);
        for (int step = 1; step <= GIVEN.get("steps").size(); step++) {
            setGradients(parameters, step);
            descent.step();
            JsonNode expected = golden.json.at("/after/" + step);
            for (int i = 0; i < TENSORS.size() && !expected.isMissingNode(); i++) {
                assertClose(expected.get(TENSORS.get(i)), parameters.get(i).weights(), TENSORS.get(i) + " at " + step);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOnFromACopyOfItsStateToTheBit(Case golden) {
        Optimizer optimizer = optimizer(golden);
        Updater straight = optimizer.updater(8);
        Updater resumed = optimizer.updater(8);
        float[] weights = floats(GIVEN.at("/start/kernel"));
        float[] resumedWeights = weights.clone();
        for (int step = 1; step <= 40; step++) {
            float[] gradient = floats(GIVEN.at("/steps/" + (step - 1) + "/kernel"));
            straight.update(weights, gradient, 0.01, step);
            if (step <= 20) {
                resumedWeights = weights.clone();
                copy(straight.state(), resumed.state());
            } else {
                resumed.update(resumedWeights, gradient, 0.01, step);
            }
        }
        assertThat(resumedWeights).containsExactly(weights);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allocatesNothingInAStep(Case golden) {
        List<Parameter> parameters = parameters();
        OptimizerState descent = new OptimizerState(optimizer(golden), parameters);
        setGradients(parameters, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        descent.step();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < 100; step++) {
            descent.step();
        }
        // One byte a step: far below the smallest object, above what asking for the count may cost.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100);
    }

    @Test
    void isPinnedForEveryOptimizerInEveryDialectThatItKnows() {
        Set<String> pinned = cases().map(
                        golden -> golden.optimizer().get("type").asString() + " " + golden.dialect)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        Vocabulary.members(Optimizer.class).forEach((name, type) -> {
            boolean choice = Vocabulary.fields(type, Dialect.KERAS3).containsKey("dialect");
            for (Dialect dialect : choice ? List.of(Dialect.values()) : List.of(Dialect.KERAS3)) {
                known.add(name + " " + dialect.name().toLowerCase(Locale.ROOT));
            }
        });
        known.remove("adamw tf2"); // TensorFlow 2's older optimizers have no AdamW; it is Keras' there.
        assertThat(pinned).isEqualTo(known);
    }

    private static Optimizer optimizer(Case golden) {
        var network = JsonNodeFactory.instance.objectNode().put("loss", "mean_squared_error");
        network.set("optimizer", golden.optimizer());
        return SpecReader.read(network, TrainingSpec.class).optimizer();
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (String tensor : TENSORS) {
            float[] weights = floats(GIVEN.at("/start/" + tensor));
            parameters.add(new Parameter(weights, new float[weights.length]));
        }
        return parameters;
    }

    private static void setGradients(List<Parameter> parameters, int step) {
        for (int i = 0; i < TENSORS.size(); i++) {
            float[] gradient = floats(GIVEN.at("/steps/" + (step - 1) + "/" + TENSORS.get(i)));
            System.arraycopy(gradient, 0, parameters.get(i).gradient(), 0, gradient.length);
        }
    }

    private static void copy(float[][] from, float[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, from[i].length);
        }
    }

    private static void assertClose(JsonNode expected, float[] actual, String what) {
        for (int i = 0; i < actual.length; i++) {
            double value = expected.get(i).asDouble();
            assertThat((double) actual[i])
                    .as("%s[%s]", what, i)
                    .isCloseTo(value, offset(RELATIVE * Math.max(1, Math.abs(value))));
        }
    }

    private static float[] floats(JsonNode numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.get(i).asDouble();
        }
        return floats;
    }
}
