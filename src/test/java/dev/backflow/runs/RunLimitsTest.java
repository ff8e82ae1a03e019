package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import dev.backflow.spec.WireNames;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every limit refuses what is more, names itself, and lets pass what is as much. */
class RunLimitsTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final RunSpec SPEC = spec("""
            {"dataset": {"type": "blobs", "samples": 500, "features": 7, "centers": 3},
             "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 150, "activation": "tanh"},
                                    {"units": 3, "activation": "softmax"}]},
             "training": {"loss": "categorical_crossentropy", "epochs": 12, "batch_size": 50},
             "recording": {"every_steps": 2, "keep_checkpoints": {"type": "every", "epochs": 3}}}
            """);

    private static RunSpec spec(String json) {
        return SpecReader.read(MAPPER.readTree(json), RunSpec.class);
    }

    private static RunLimits limits(Map<String, ?> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("backflow.limits", Limits.class)
                .run();
    }

    static Stream<String> names() {
        return Stream.of(RunLimits.class.getRecordComponents()).map(WireNames::of);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLimitRefusesWhatIsMore(String name) {
        String setting = "backflow.limits.run." + name.replace('_', '-');
        SpecProblem refused = refusal(limits(Map.of(setting, 1)));
        assertThat(refused.limit()).isEqualTo("run." + name);
        assertThat(refused.maximum()).isEqualTo(1);
        assertThat(refused.actual()).isGreaterThan(1);
        assertThat(refused.detail()).startsWith("must ");
        JsonNode written = MAPPER.createObjectNode().set("spec", SpecWriter.write(SPEC));
        assertThat(written.at(refused.pointer()).isMissingNode())
                .as(refused.pointer())
                .isFalse();
        assertThat(refusal(limits(Map.of(setting, refused.actual() - 1))))
                .extracting(SpecProblem::actual)
                .isEqualTo(refused.actual());
        assertThatCode(() -> limits(Map.of(setting, refused.actual())).judge("/spec", SPEC))
                .doesNotThrowAnyException();
    }

    private static SpecProblem refusal(RunLimits limits) {
        try {
            limits.judge("/spec", SPEC);
        } catch (RefusedSpecException refused) {
            return refused.problems().get(0);
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void allThatIsTooMuchIsNamedAtOnce() {
        Map<String, Integer> settings = Map.of(
                "backflow.limits.run.epochs", 2, "backflow.limits.run.units", 100, "backflow.limits.run.samples", 9);
        assertThatThrownBy(() -> limits(settings).judge("/patch", SPEC))
                .isInstanceOfSatisfying(
                        RefusedSpecException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(SpecProblem::pointer)
                                .containsExactly(
                                        "/patch/network/layers/0/units",
                                        "/patch/dataset/samples",
                                        "/patch/training/epochs"));
    }

    /** What was accepted when these were constants is accepted still. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"units\": 16384, \"activation\": \"relu\" / 1000 / 10 / 32",
                "\"units\": 2, \"repeat\": 255, \"activation\": \"relu\" / 1000 / 1000000 / 65536",
                "\"units\": 20, \"activation\": \"relu\" / 1000000 / 100 / 65536"
            })
    void theLargestRunsAreAcceptedWhereTheirBytesAre(String run) {
        String[] parts = run.split(" / ");
        RunSpec largest = spec(("{\"dataset\": {\"type\": \"circles\", \"samples\": %s}, \"network\": {\"layers\":"
                        + " [{\"name\": \"hidden\", %s}, {\"units\": 1, \"activation\": \"sigmoid\"}]}, \"training\":"
                        + " {\"loss\": \"binary_crossentropy\", \"epochs\": %s, \"batch_size\": %s}}")
                .formatted(parts[1], parts[0], parts[2], parts[3]));
        assertThatCode(() -> limits(Map.of(
                                "backflow.limits.run.heap-bytes", Long.MAX_VALUE,
                                "backflow.limits.run.stored-bytes", Long.MAX_VALUE))
                        .judge("", largest))
                .doesNotThrowAnyException();
    }

    @Test
    void tooManyStepsAreRefusedWithTheLeastDistanceThatWillDo() {
        String steps = SpecWriter.write(SPEC)
                .toString()
                .replace("\"epochs\":12", "\"epochs\":10000")
                .replace("\"epochs\":3", "\"epochs\":10");
        RunLimits defaults = limits(Map.of());
        assertThatThrownBy(() -> defaults.judge("", spec(steps.replace("\"every_steps\":2", "\"every_steps\":6"))))
                .hasMessageContaining("with 12 at each of 100000 steps, from 7 on");
        assertThatCode(() -> defaults.judge("", spec(steps.replace("\"every_steps\":2", "\"every_steps\":7"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aRunMayStoreAGigabyteByDefault() {
        assertThat(limits(Map.of()).storedBytes()).isEqualTo(1L << 30);
        RunLimits little = limits(Map.of("backflow.limits.run.stored-bytes", 1000));
        assertThatThrownBy(() -> little.judge("/spec", SPEC))
                .isInstanceOfSatisfying(RefusedSpecException.class, refused -> {
                    assertThat(refused.problems()).hasSize(1);
                    assertThat(refused.problems().get(0).limit()).isEqualTo("run.stored_bytes");
                    assertThat(refused.problems().get(0).pointer()).isEqualTo("/spec/recording");
                    assertThat(refused.problems().get(0).maximum()).isEqualTo(1000);
                });
    }

    @Test
    void everyLimitOfARunCanBeSetAndIsPositiveByDefault() throws ReflectiveOperationException {
        RunLimits defaults = limits(Map.of());
        for (RecordComponent component : RunLimits.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(defaults);
            if (!component.getName().equals("operations")) {
                assertThat((Long) value).as(component.getName()).isPositive();
            }
        }
    }

    @Test
    void whatNoMachineCouldTrainIsRefusedBySpecsThemselves() {
        assertThatThrownBy(() -> spec("{\"dataset\": \"circles\", \"network\": {\"layers\": [{\"name\": \"a\","
                        + " \"repeat\": 16000, \"units\": 1}, {\"name\": \"b\", \"repeat\": 16000, \"units\": 1},"
                        + " {\"units\": 1}]}, \"training\": {\"loss\": \"mse\"}}"))
                .hasMessageContaining("must be at most 16384");
        assertThatThrownBy(() -> spec("{\"dataset\": \"circles\", \"network\": {\"layers\": [{\"units\": 2000000000},"
                        + " {\"units\": 1}]}, \"training\": {\"loss\": \"mse\"}}"))
                .hasMessageContaining("must be at most 1073741823");
    }
}
