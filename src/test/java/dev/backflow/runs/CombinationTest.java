package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.Trainer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What fits together and what does not. */
class CombinationTest {

    private static final String BINARY = "[[0], [1], [1]]";
    private static final String ONE_HOT = "[[0, 1, 0], [1, 0, 0], [0, 0, 1]]";
    private static final String INDEX = "[[1], [0], [2]]";
    private static final String REAL = "[[1.5], [0], [2]]";
    private static final String CONSTANT = "'kernel_initializer': {'type': 'constant', 'value': 0.1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "binary_crossentropy | REAL | 1 | /training/loss | mean_squared_error",
                "binary_crossentropy | INDEX | 1 | /training/loss | sparse_categorical_crossentropy",
                "binary_focal_crossentropy | REAL | 1 | /training/loss | mean_squared_error",
                "categorical_crossentropy | BINARY | 1 | /training/loss | binary_crossentropy",
                "categorical_crossentropy | INDEX | 1 | /training/loss | sparse_categorical_crossentropy",
                "categorical_hinge | BINARY | 1 | /training/loss | hinge",
                "hinge | INDEX | 1 | /training/loss | sparse_categorical_crossentropy",
                "kl_divergence | BINARY | 1 | /training/loss | binary_crossentropy",
                "cosine_similarity | REAL | 1 | /training/loss | mean_squared_error",
                "sparse_categorical_crossentropy | REAL | 1 | /training/loss | mean_squared_error",
                "sparse_categorical_crossentropy | INDEX | 2 | /network/layers/0/units | at least 3",
                "sparse_categorical_crossentropy | BINARY | 1 | /network/layers/0/units | at least 2",
                "mean_squared_error | INDEX | 3 | /network/layers/0/units | must be 1",
                "mean_squared_error | ONE_HOT | 1 | /network/layers/0/units | must be 3"
            })
    void refusesLossesThatCannotWorkAndNamesARemedy(
            String loss, String targets, int units, String pointer, String remedy) {
        RefusedSpecException refusal =
                catchThrowableOfType(RefusedSpecException.class, () -> read(loss, "[]", targets(targets), units));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.detail()).contains(remedy);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy, REAL, 1, mse",
        "precision, INDEX, 1, mse",
        "auc, REAL, 1, mse",
        "f1, REAL, 1, mse",
        "top_k, ONE_HOT, 3, accuracy"
    })
    void refusesMetricsThatSayNothingAndNamesARemedy(String metric, String targets, int units, String remedy) {
        RefusedSpecException refusal = catchThrowableOfType(
                RefusedSpecException.class,
                () -> read("mean_squared_error", "['mae', '" + metric + "']", targets(targets), units));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/training/metrics/1");
            assertThat(problem.detail()).contains(remedy);
        });
    }

    @Test
    void refusesMatrixInitializersForABiasAndSoftmaxOfOneUnit() {
        assertThatThrownBy(() -> layer("'units': 2, 'bias_initializer': 'orthogonal'"))
                .hasMessageContaining("zeros");
        assertThatThrownBy(() -> layer("'units': 1, 'activation': 'log_softmax'"))
                .hasMessageContaining("sigmoid");
    }

    @Test
    void classNumbersTrainAsTheirOneHotRowsDo() {
        List<EpochRecord> sparse = train("sparse_categorical_crossentropy", "[[1], [0], [2]]");
        List<EpochRecord> sparseOneHot = train("sparse_categorical_crossentropy", ONE_HOT);
        List<EpochRecord> dense = train("categorical_crossentropy", ONE_HOT);

        assertThat(sparse).hasSize(4).isEqualTo(dense).isEqualTo(sparseOneHot);
    }

    @Test
    void twoClassesMayHaveAnOutputEach() {
        assertThat(read("sparse_categorical_crossentropy", "['accuracy']", BINARY, 2)
                        .network()
                        .outputs())
                .isEqualTo(2);
    }

    @Test
    void wholeNumbersMayBeFittedAsNumbers() {
        assertThat(read("poisson", "['mae']", INDEX, 1).training().metrics()).hasSize(1);
    }

    @Test
    void aliasesAreStoredUnderTheCanonicalName() {
        RunSpec spec = read("mse", "['mean_absolute_error']", REAL, 1);

        assertThat(SpecWriter.write(spec).at("/training/loss/type").asString()).isEqualTo("mean_squared_error");
        assertThat(SpecWriter.write(spec).at("/training/metrics/0/type").asString())
                .isEqualTo("mae");
    }

    private static List<EpochRecord> train(String loss, String targets) {
        RunSpec spec = read(loss, "['accuracy', {'type': 'top_k', 'k': 2}]", targets, 3);
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        new Trainer(spec.network(), spec.training(), spec.dataset().generate(), 1, recorder).train();
        return epochs;
    }

    private static String targets(String kind) {
        return switch (kind) {
            case "BINARY" -> BINARY;
            case "ONE_HOT" -> ONE_HOT;
            case "INDEX" -> INDEX;
            default -> REAL;
        };
    }

    private static void layer(String layer) {
        json("{'layers': [{" + layer + "}]}", NetworkSpec.class);
    }

    private static RunSpec read(String loss, String metrics, String targets, int units) {
        return json(
                """
                {'dataset': {'type': 'inline', 'features': [[1, 2], [3, -4], [0, 1]], 'targets': %s},
                 'network': {'layers': [{'units': %d, 'activation': '%s', %s}]},
                 'training': {'loss': '%s', 'metrics': %s, 'epochs': 3}}
                """.formatted(targets, units, units > 1 ? "softmax" : "linear", CONSTANT, loss, metrics),
                RunSpec.class);
    }

    private static <T extends Record> T json(String quoted, Class<T> type) {
        return SpecReader.read(new JsonMapper().readTree(quoted.replace('\'', '"')), type);
    }
}
