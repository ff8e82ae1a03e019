package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import dev.backflow.spec.Vocabulary;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How layers of every kind are written. */
class LayerSpecTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path DEFAULTS = Path.of("src/test/resources/golden-layers/defaults.json");

    /** What Keras has and a layer of units does not need, or nobody asked for yet. */
    private static final Set<String> LEFT_OUT = Set.of(
            "axis",
            "noise_shape",
            "seed",
            "beta_regularizer",
            "gamma_regularizer",
            "beta_constraint",
            "gamma_constraint",
            "renorm",
            "renorm_clipping",
            "renorm_momentum",
            "synchronized");

    static Stream<JsonNode> defaults() {
        return MAPPER.readTree(DEFAULTS).valueStream();
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void layersHaveTheParametersAndDefaultsOfKeras(JsonNode keras) {
        String type = keras.get("type").asString();
        Map<String, String> theirs = new TreeMap<>();
        keras.get("parameters").properties().forEach(entry -> theirs.put(entry.getKey(), text(entry.getValue())));
        theirs.keySet().removeAll(LEFT_OUT);
        Map<String, String> ours = fields(Vocabulary.member(LayerSpec.class, type));
        assertThat(ours.remove("name")).isEqualTo("null");
        assertThat(ours.remove("repeat")).isEqualTo("null");

        assertThat(ours).isEqualTo(theirs);
        if (Vocabulary.member(Normalization.class, type) != null) {
            assertThat(fields(Vocabulary.member(Normalization.class, type))).isEqualTo(theirs);
        }
    }

    private static Map<String, String> fields(Class<?> type) {
        Map<String, String> fields = new TreeMap<>();
        Vocabulary.fields(type, Dialect.KERAS3)
                .forEach((name, field) ->
                        fields.put(name, field.isOptional() ? text(field.defaultValue()) : "required"));
        return fields;
    }

    private static String text(JsonNode value) {
        return value.isNumber() ? String.valueOf(value.asDouble()) : value.asString(value.toString());
    }

    @Test
    void aLayerWithoutATypeIsDense() {
        assertThat(Vocabulary.implied(LayerSpec.class)).contains(LayerSpec.Dense.class);
        assertThat(read("{'units': 1}").network().layers().get(0)).isInstanceOf(LayerSpec.Dense.class);
        assertThat(read("{'units': 1}")).isEqualTo(read("{'type': 'dense', 'units': 1}"));
    }

    @Test
    void otherFamiliesHaveNoSuchMember() {
        RefusedSpecException refusal = catchThrowableOfType(
                RefusedSpecException.class, () -> read("{'units': 2, 'normalization': {'momentum': 0.5}}"));
        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/network/layers/0/normalization/type");
            assertThat(problem.detail()).contains("batch_normalization, layer_normalization");
        });
    }

    @Test
    void everyKindRepeatsAndIsNamedByItsPlace() {
        RunSpec spec = read("{'type': 'dropout', 'rate': 0.1, 'repeat': 2}, 'layer_normalization',"
                + " {'units': 4, 'repeat': 3, 'name': 'hidden'}, {'units': 1}");
        assertThat(spec.outline().layerNames())
                .containsExactly("layer_1_1", "layer_1_2", "layer_2", "hidden_1", "hidden_2", "hidden_3", "output");
    }

    @Test
    void isStoredWithItsTypeAndEveryDefaultAndReadBack() {
        RunSpec spec = read("'batch_normalization', {'units': 2, 'residual': true, 'dropout': 0.5,"
                + " 'normalization': 'batch_normalization'}, {'units': 1}");
        JsonNode stored = SpecWriter.write(spec);
        assertThat(stored.at("/network/layers/0/type").asString()).isEqualTo("batch_normalization");
        assertThat(stored.at("/network/layers/0/momentum").asDouble()).isEqualTo(0.99);
        assertThat(stored.at("/network/layers/1/type").asString()).isEqualTo("dense");
        assertThat(stored.at("/network/layers/1/normalization/epsilon").asDouble())
                .isEqualTo(0.001);
        assertThat(SpecReader.read(stored, RunSpec.class)).isEqualTo(spec);
        assertThat(spec.summary())
                .isEqualTo("circles, 2-2-1 linear + batch_normalization + dropout + residual, rmsprop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'units': 3}, {'type': 'dropout', 'rate': 0.5} | /layers/1/type | dense layer after it",
                "{'units': 3, 'residual': true}, {'units': 1} | /layers/0/residual | dense layer of 3 units",
                "{'units': 2}, {'units': 3, 'repeat': 2, 'residual': true}, {'units': 1} | /layers/1/residual | 3 units",
                "{'type': 'dropout', 'rate': 1.5}, {'units': 1} | /layers/0/rate | from 0.0 to 1.0",
                "{'units': 2, 'dropout': -1}, {'units': 1} | /layers/0/dropout | from 0.0 to 1.0",
                "{'type': 'dropout'}, {'units': 1} | /layers/0/rate | required",
                "{'type': 'batch_normalization', 'momentum': 2}, {'units': 1} | /layers/0/momentum | from 0.0 to 1.0",
                "{'type': 'layer_normalization', 'epsilon': 0}, {'units': 1} | /layers/0/epsilon | positive",
                "{'type': 'layer_normalization', 'momentum': 1}, {'units': 1} | /layers/0/momentum | not a field",
                "{'type': 'conv', 'units': 1} | /layers/0/type | dense, dropout",
                "{'type': 'batch_normalization', 'gamma_initializer': 'identity'}, {'units': 1}"
                        + " | /layers/0/gamma_initializer | zeros"
            })
    void whatCannotWorkIsRefusedWithItsPlaceAndARemedy(String layers, String pointer, String remedy) {
        assertRefused(layers, "", "/network" + pointer, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'dropout': 0.1 | {'kernel': [[1], [1]], 'bias': [0], 'gamma': [1]} | gamma | 0 numbers",
                "'normalization': 'layer_normalization' | {'kernel': [[1], [1]], 'bias': [0], 'gamma': [1]} | beta | 1 numbers",
                "'normalization': {'type': 'batch_normalization', 'scale': false, 'center': false}"
                        + " | {'kernel': [[1], [1]], 'bias': [0], 'moving_mean': [0], 'moving_variance': [-1]}"
                        + " | moving_variance/0 | zero or a positive",
                "'use_bias': false | {} | kernel | 2 inputs"
            })
    void initialWeightsMustBeThoseOfTheLayer(String layer, String weights, String pointer, String remedy) {
        assertRefused(
                "{'units': 1, " + layer + "}",
                ", 'initial_weights': [" + weights + "]",
                "/network/initial_weights/0/" + pointer,
                remedy);
    }

    private static void assertRefused(String layers, String weights, String pointer, String remedy) {
        RefusedSpecException refusal = catchThrowableOfType(RefusedSpecException.class, () -> read(layers, weights));
        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.detail()).contains(remedy);
        });
    }

    private static RunSpec read(String layers) {
        return read(layers, "");
    }

    private static RunSpec read(String layers, String weights) {
        String spec = "{'dataset': 'circles', 'network': {'layers': [" + layers + "]" + weights
                + "}, 'training': {'loss': 'mean_squared_error'}}";
        return SpecReader.read(MAPPER.readTree(spec.replace('\'', '"')), RunSpec.class);
    }
}
