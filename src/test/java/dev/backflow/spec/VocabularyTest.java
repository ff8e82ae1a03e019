package dev.backflow.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.KerasNumbers;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.layers.Regularizer;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.optimizers.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VocabularyTest {

    private static final Map<String, Class<?>> FAMILIES = Map.of(
            "activation", Activation.class,
            "loss", Loss.class,
            "initializer", Initializer.class,
            "regularizer", Regularizer.class,
            "metric", Metric.class);

    private static final Pattern SEALED = Pattern.compile("^(?! *\\*)[\\w ]*\\bsealed\\b[^{]*\\{", Pattern.MULTILINE);

    static Stream<JsonNode> defaults() {
        return KerasNumbers.cases("defaults");
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void hasTheParametersAndDefaultsOfKeras(JsonNode keras) {
        Class<?> member = Vocabulary.member(
                FAMILIES.get(keras.get("family").asString()), keras.get("type").asString());
        Map<String, String> ours = new TreeMap<>();
        Vocabulary.fields(member, Dialect.KERAS3)
                .forEach((name, field) -> ours.put(name, field.isOptional() ? text(field.defaultValue()) : "required"));
        Map<String, String> theirs = new TreeMap<>();
        keras.get("parameters").properties().forEach(entry -> theirs.put(entry.getKey(), text(entry.getValue())));

        assertThat(ours).isEqualTo(theirs);
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? String.valueOf(value.asDouble()) : value.asString(value.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"activation", "loss", "initializer", "regularizer"})
    void isComparedWithKeras(String family) {
        List<String> compared = defaults()
                .filter(keras -> keras.get("family").asString().equals(family))
                .map(keras -> keras.get("type").asString())
                .toList();

        assertThat(Vocabulary.members(FAMILIES.get(family)).keySet())
                .filteredOn(type -> !type.equals("torch_linear"))
                .containsExactlyInAnyOrderElementsOf(compared);
    }

    @ParameterizedTest
    @CsvSource({
        "activation, swish, silu",
        "activation, hard_swish, hard_silu",
        "loss, mse, mean_squared_error",
        "metric, mean_squared_error, mse",
        "metric, f1_score, f1",
        "initializer, zero, zeros"
    })
    void knowsOtherWordsForTheSame(String family, String alias, String type) {
        Class<?> member = Vocabulary.member(FAMILIES.get(family), alias);

        assertThat(WireNames.of(member)).isEqualTo(type);
    }

    @Test
    void givesNoWordTwoMeanings() {
        assertThat(Stream.concat(FAMILIES.values().stream(), Stream.of(Optimizer.class)))
                .allSatisfy(family -> assertThat(Vocabulary.members(family).values().stream()
                                .flatMap(member -> Vocabulary.namesOf(member).stream()))
                        .doesNotHaveDuplicates());
    }

    static Stream<Path> families() {
        return Stream.of("datasets", "engine", "recording")
                .flatMap(VocabularyTest::sources)
                .filter(file -> SEALED.matcher(read(file)).find());
    }

    /** In that order the catalog lists them; left out, it would be a compiler's. */
    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyNamesItsMembersInOrder(Path source) {
        assertThat(SEALED.matcher(read(source)).results().map(MatchResult::group))
                .allSatisfy(family -> assertThat(family).contains(" permits "));
    }

    private static Stream<Path> sources(String part) {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/backflow", part))) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
