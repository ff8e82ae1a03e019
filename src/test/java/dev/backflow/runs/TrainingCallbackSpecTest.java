package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backflow.engine.TrainingSpec;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Early stopping and plateaus as they are written in JSON. */
class TrainingCallbackSpecTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void leftOutParametersAreThoseOfKeras() {
        JsonNode stored = stored("{'validation_split': 0.5, 'early_stopping': {}, 'reduce_on_plateau': {}}");
        assertThat(stored.get("early_stopping"))
                .isEqualTo(json("{'monitor': 'val_loss', 'mode': 'auto', 'min_delta': 0.0, 'patience': 0,"
                        + " 'restore_best_weights': false, 'start_from_epoch': 0}"));
        assertThat(stored.get("reduce_on_plateau"))
                .isEqualTo(json("{'monitor': 'val_loss', 'mode': 'auto', 'min_delta': 1e-4, 'patience': 10,"
                        + " 'factor': 0.1, 'cooldown': 0, 'min_lr': 0.0}"));
        assertThat(stored(stored.toString())).isEqualTo(stored);
        assertThat(stored("{}").propertyNames()).doesNotContain("early_stopping", "reduce_on_plateau");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {'early_stopping': {'monitor': 'loss', 'patience': -1}}                  | /early_stopping/patience
                    {'early_stopping': {'monitor': 'loss', 'min_delta': -1}}                 | /early_stopping/min_delta
                    {'early_stopping': {'monitor': 'loss', 'mode': 'up'}}                    | /early_stopping/mode
                    {'early_stopping': {'monitor': 'loss', 'start_from_epoch': -1}}          | /early_stopping/start_from_epoch
                    {'reduce_on_plateau': {'monitor': 'loss', 'factor': 1}}                  | /reduce_on_plateau/factor
                    {'reduce_on_plateau': {'monitor': 'loss', 'min_lr': -1}}                 | /reduce_on_plateau/min_lr
                    {'reduce_on_plateau': {'monitor': 'loss', 'cooldown': -1}}               | /reduce_on_plateau/cooldown
                    {'reduce_on_plateau': {'monitor': 'loss'}, 'optimizer': {'type': 'sgd', 'learning_rate': \
                    {'type': 'polynomial_decay', 'initial_learning_rate': 1, 'decay_steps': 9}}} | /reduce_on_plateau
                    """)
    void whatMakesNoSenseIsRefusedWithItsPlace(String written, String pointer) {
        RefusedSpecException refused = catchThrowableOfType(RefusedSpecException.class, () -> stored(written));
        assertThat(refused.problems()).extracting(SpecProblem::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {'early_stopping': {}}                             | false | early_stopping/monitor
                    {'reduce_on_plateau': {}}                          | false | reduce_on_plateau/monitor
                    {'early_stopping': {'monitor': 'val_accuracy'}}    | true  | early_stopping/monitor
                    {'early_stopping': {'monitor': 'val_val_loss'}}    | true  | early_stopping/monitor
                    """)
    void whatIsNotMeasuredIsNotMonitored(String written, boolean validates, String path) {
        TrainingSpec spec = SpecReader.read(withLoss(written), TrainingSpec.class);
        assertThat(catchThrowableOfType(InvalidSpecException.class, () -> spec.checkMonitors(validates)))
                .extracting(InvalidSpecException::path)
                .isEqualTo(path);
        SpecReader.read(withLoss("{'early_stopping': {}}"), TrainingSpec.class).checkMonitors(true);
    }

    private static JsonNode stored(String training) {
        return json(SpecWriter.write(SpecReader.read(withLoss(training), TrainingSpec.class))
                .toString());
    }

    private static JsonNode withLoss(String training) {
        return ((ObjectNode) json(training)).put("loss", "mean_squared_error");
    }

    private static JsonNode json(String written) {
        return MAPPER.readTree(written.replace('\'', '"'));
    }
}
