package dev.backflow.engine.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every schedule against what Keras gives in single precision (golden-optimizers/make.py). */
class LearningRateTest {

    private static final Path RATES = Path.of("src/test/resources/golden-optimizers/rates.json");

    static Stream<JsonNode> schedules() {
        return new JsonMapper().readTree(RATES).valueStream();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void isThatOfKerasAtEveryStep(JsonNode golden) {
        ObjectNode fields = (ObjectNode) golden.get("schedule").deepCopy();
        Class<?> type =
                Vocabulary.members(LearningRate.class).get(fields.remove("type").asString());
        LearningRate rate = (LearningRate) SpecReader.read(fields, type.asSubclass(Record.class));
        for (int step = 0; step < golden.get("rates").size(); step++) {
            double expected = golden.get("rates").get(step).asDouble();
            assertThat(rate.at(step)).as("step %s", step).isCloseTo(expected, offset(1e-8 + 1e-6 * expected));
        }
    }

    @Test
    void isPinnedForEverySchedule() {
        assertThat(schedules().map(golden -> golden.at("/schedule/type").asString()))
                .containsAll(Vocabulary.members(LearningRate.class).keySet());
    }
}
