package dev.backflow.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Families;
import dev.backflow.engine.KerasNumbers;
import dev.backflow.spec.Vocabulary;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MetricTest {

    static Stream<JsonNode> cases() {
        return KerasNumbers.cases("metrics");
    }

    static Stream<Class<?>> all() {
        return Vocabulary.members(Metric.class).values().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatKerasSaysHoweverTheExamplesAreCutIntoBatches(JsonNode given) {
        JsonNode outputs = given.get("outputs");
        JsonNode targets = given.get("targets");
        Metric metric = KerasNumbers.metric(given.get("metric"));
        int columns = outputs.get(0).size();
        Metric.Accumulator accumulator =
                areLabels(targets) ? metric.accumulatorOfLabels(columns) : metric.accumulator(columns);
        for (int size : new int[] {outputs.size(), 7, 1}) {
            accumulator.reset();
            for (int from = 0; from < outputs.size(); from += size) {
                int to = Math.min(from + size, outputs.size());
                accumulator.add(KerasNumbers.columns(outputs, from, to), KerasNumbers.columns(targets, from, to));
            }

            double expected = KerasNumbers.number(given.get("result"));
            KerasNumbers.assertClose(expected, accumulator.result(), 1e-6, 1e-6, "batches of " + size);
        }
    }

    private static boolean areLabels(JsonNode targets) {
        FMatrixRMaj rows = CommonOps_FDRM.transpose(KerasNumbers.columns(targets), null);
        return new Examples(rows, rows).areLabels();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isComparedWithKeras(Class<?> metric) {
        assertThat(cases().map(given ->
                        (Object) KerasNumbers.metric(given.get("metric")).getClass()))
                .contains(metric);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MeanMetric.Mse.class,
                MeanMetric.Rmse.class,
                MeanMetric.Mae.class,
                Metric.R2.class,
                ConfusionMetric.Auc.class
            })
    void keepsNan(Class<?> type) {
        Metric metric = Families.metrics().filter(type::isInstance).findFirst().orElseThrow();
        Metric.Accumulator accumulator = metric.accumulator(1);
        accumulator.add(matrix(0.5f, Float.NaN, 1), matrix(0, 1, 1));

        assertThat(accumulator.result()).isNaN();
    }

    private static FMatrixRMaj matrix(float... row) {
        return new FMatrixRMaj(1, row.length, true, row);
    }
}
