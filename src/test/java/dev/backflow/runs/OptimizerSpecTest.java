package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import dev.backflow.spec.Vocabulary;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Optimizers as they are written in JSON: flat, with the defaults of their dialect, refused where they make no sense.
 */
class OptimizerSpecTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * Keras 3.15 ({@code keras.optimizers}), TF 2.10 ({@code tf.keras.optimizers}), PyTorch 2.15 ({@code torch.optim}).
     */
    private static final String DEFAULTS = """
            {"type": "sgd", "dialect": "keras3", "learning_rate": 0.01, "momentum": 0.0, "dampening": 0.0, "nesterov": false}
            {"type": "sgd", "dialect": "tf2", "learning_rate": 0.01, "momentum": 0.0, "dampening": 0.0, "nesterov": false}
            {"type": "sgd", "dialect": "pytorch", "learning_rate": 0.001, "momentum": 0.0, "dampening": 0.0, "nesterov": false}
            {"type": "rmsprop", "dialect": "keras3", "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": false}
            {"type": "rmsprop", "dialect": "tf2", "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-7, "centered": false}
            {"type": "rmsprop", "dialect": "pytorch", "learning_rate": 0.01, "rho": 0.99, "momentum": 0.0, "epsilon": 1e-8, "centered": false}
            {"type": "adam", "dialect": "keras3", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": false}
            {"type": "adam", "dialect": "tf2", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": false}
            {"type": "adam", "dialect": "pytorch", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8, "amsgrad": false}
            {"type": "adamw", "dialect": "keras3", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": false, "weight_decay": 0.004}
            {"type": "adamw", "dialect": "tf2", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": false, "weight_decay": 0.004}
            {"type": "adamw", "dialect": "pytorch", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8, "amsgrad": false, "weight_decay": 0.01}
            {"type": "nadam", "dialect": "keras3", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "momentum_decay": 1.0}
            {"type": "nadam", "dialect": "tf2", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "momentum_decay": 0.004}
            {"type": "nadam", "dialect": "pytorch", "learning_rate": 0.002, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8, "momentum_decay": 0.004}
            {"type": "adamax", "dialect": "keras3", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
            {"type": "adamax", "dialect": "tf2", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
            {"type": "adamax", "dialect": "pytorch", "learning_rate": 0.002, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8}
            {"type": "adagrad", "dialect": "keras3", "learning_rate": 0.001, "initial_accumulator_value": 0.1, "epsilon": 1e-7}
            {"type": "adagrad", "dialect": "tf2", "learning_rate": 0.001, "initial_accumulator_value": 0.1, "epsilon": 1e-7}
            {"type": "adagrad", "dialect": "pytorch", "learning_rate": 0.01, "initial_accumulator_value": 0.0, "epsilon": 1e-10}
            {"type": "adadelta", "dialect": "keras3", "learning_rate": 0.001, "rho": 0.95, "epsilon": 1e-7}
            {"type": "adadelta", "dialect": "tf2", "learning_rate": 0.001, "rho": 0.95, "epsilon": 1e-7}
            {"type": "adadelta", "dialect": "pytorch", "learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6}
            {"type": "lion", "learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.99}
            {"type": "ftrl", "learning_rate": 0.001, "learning_rate_power": -0.5, "initial_accumulator_value": 0.1, "l1_regularization_strength": 0.0, "l2_regularization_strength": 0.0, "l2_shrinkage_regularization_strength": 0.0, "beta": 0.0}
            """;

    static Stream<JsonNode> defaults() {
        return DEFAULTS.lines().map(MAPPER::readTree);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void leftOutParametersBecomeThoseOfTheDialect(JsonNode filledIn) {
        String dialect = filledIn.has("dialect") ? ", \"dialect\": " + filledIn.get("dialect") : "";
        assertThat(stored("{\"type\": " + filledIn.get("type") + dialect + "}")).isEqualTo(filledIn);
        assertThat(stored(filledIn.toString())).isEqualTo(filledIn);
    }

    @Test
    void defaultsArePinnedForEveryOptimizerAndABareWordMeansKeras() {
        assertThat(defaults().map(json -> json.get("type").asString()).collect(Collectors.toSet()))
                .isEqualTo(Vocabulary.members(Optimizer.class).keySet());
        assertThat(stored("\"adam\"")).isEqualTo(stored("{\"type\": \"adam\", \"dialect\": \"keras3\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'adam', 'clipnorm': 1.5, 'weight_decay': 0.25}",
                "{'type': 'lion', 'clipvalue': 0.5}",
                "{'type': 'sgd', 'dialect': 'pytorch', 'momentum': 0.9, 'dampening': 0.5, 'global_clipnorm': 2.0}",
                "{'type': 'adamw', 'weight_decay': 0.0}",
                "{'type': 'sgd', 'learning_rate': {'type': 'cosine_decay', 'initial_learning_rate': 0.0, 'decay_steps': 9,"
                        + " 'alpha': 0.5, 'warmup_target': 0.1, 'warmup_steps': 3}}",
                "{'type': 'sgd', 'learning_rate': {'type': 'piecewise_constant', 'boundaries': [1, 3],"
                        + " 'values': [0.5, 0.25, 0.0]}}"
            })
    void whatIsWrittenIsStoredFlatAndReadAgain(String written) {
        JsonNode sent = MAPPER.readTree(written.replace('\'', '"'));
        JsonNode stored = stored(sent.toString());
        sent.propertyStream()
                .forEach(field -> assertThat(stored.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(stored(stored.toString())).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'type': 'adam', 'clipnorm': 0}                              | /optimizer/clipnorm
                    {'type': 'adam', 'clipnorm': 1, 'clipvalue': 1}              | /optimizer/clipvalue
                    {'type': 'ftrl', 'clipvalue': 1, 'global_clipnorm': 1}       | /optimizer/global_clipnorm
                    {'type': 'lion', 'clipnorm': 1, 'global_clipnorm': 1}        | /optimizer/global_clipnorm
                    {'type': 'lion', 'weight_decay': -0.1}                       | /optimizer/weight_decay
                    {'type': 'adamw', 'weight_decay': null}                      | /optimizer/weight_decay
                    {'type': 'sgd', 'restraint': {}}                             | /optimizer/restraint
                    {'type': 'lion', 'dialect': 'pytorch'}                       | /optimizer/dialect
                    {'type': 'sgd', 'dialect': 'caffe'}                          | /optimizer/dialect
                    {'type': 'sgd', 'dampening': 0.5}                            | /optimizer/dampening
                    {'type': 'sgd', 'dialect': 'pytorch', 'nesterov': true}      | /optimizer/nesterov
                    {'type': 'sgd', 'momentum': 1.5}                             | /optimizer/momentum
                    {'type': 'sgd', 'learning_rate': 0}                          | /optimizer/learning_rate
                    {'type': 'sgd', 'learning_rate': 1e300}                      | /optimizer/learning_rate
                    {'type': 'sgd', 'learning_rate': 'fast'}                     | /optimizer/learning_rate
                    {'type': 'sgd', 'learning_rate': 'constant'}                 | /optimizer/learning_rate
                    {'type': 'sgd', 'learning_rate': null}                       | /optimizer/learning_rate
                    {'type': 'sgd', 'learning_rate': {'type': 'polynomial_decay', 'initial_learning_rate': 1}} \
                    | /optimizer/learning_rate/decay_steps
                    {'type': 'sgd', 'learning_rate': {'type': 'cosine_decay', 'initial_learning_rate': 1, 'decay_steps': 0}} \
                    | /optimizer/learning_rate/decay_steps
                    {'type': 'sgd', 'learning_rate': {'type': 'cosine_decay', 'initial_learning_rate': 1, 'decay_steps': 1, 'warmup_steps': 1}} \
                    | /optimizer/learning_rate/warmup_steps
                    {'type': 'sgd', 'learning_rate': {'type': 'piecewise_constant', 'boundaries': [3, 3], 'values': [1, 2, 3]}} \
                    | /optimizer/learning_rate/boundaries/1
                    {'type': 'sgd', 'learning_rate': {'type': 'piecewise_constant', 'boundaries': [3], 'values': [1]}} \
                    | /optimizer/learning_rate/values
                    {'type': 'rmsprop', 'rho': 1}                                | /optimizer/rho
                    {'type': 'rmsprop', 'epsilon': -1}                           | /optimizer/epsilon
                    {'type': 'nadam', 'beta_1': 1}                               | /optimizer/beta_1
                    {'type': 'nadam', 'momentum_decay': -1}                      | /optimizer/momentum_decay
                    {'type': 'adamax', 'beta_2': -0.1}                           | /optimizer/beta_2
                    {'type': 'adagrad', 'initial_accumulator_value': -1}         | /optimizer/initial_accumulator_value
                    {'type': 'adadelta', 'rho': -0.1}                            | /optimizer/rho
                    {'type': 'lion', 'beta_1': 0}                                | /optimizer/beta_1
                    {'type': 'ftrl', 'learning_rate_power': 0.1}                 | /optimizer/learning_rate_power
                    {'type': 'ftrl', 'l1_regularization_strength': -1}           | /optimizer/l1_regularization_strength
                    {'type': 'ftrl', 'beta': -1}                                 | /optimizer/beta
                    """, quoteCharacter = '"')
    void whatMakesNoSenseIsRefusedWithItsPlace(String written, String pointer) {
        RefusedSpecException refused =
                catchThrowableOfType(RefusedSpecException.class, () -> stored(written.replace('\'', '"')));
        assertThat(refused.problems()).extracting(SpecProblem::pointer).containsExactly(pointer);
    }

    private static JsonNode stored(String optimizer) {
        JsonNode json = MAPPER.readTree("{\"loss\": \"mean_squared_error\", \"optimizer\": " + optimizer + "}");
        return MAPPER.readTree(SpecWriter.write(SpecReader.read(json, TrainingSpec.class))
                .get("optimizer")
                .toString());
    }
}
