package dev.backflow.engine;

import static dev.backflow.engine.KerasNumbers.assertClose;
import static dev.backflow.engine.KerasNumbers.columns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.layers.Layer;
import dev.backflow.golden.GoldenTrace;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Normalization and residuals against trainings by Keras itself; golden-layers/make.py says how. */
class LayerGoldenTest {

    private static final Path TRACES = Path.of("src/test/resources/golden-layers/traces.json");

    static Stream<Arguments> traces() {
        return new JsonMapper()
                .readTree(TRACES)
                .valueStream()
                .map(trace -> Arguments.of(trace.get("name").asString(), trace));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void trainAsInKeras(String name, JsonNode trace) {
        RunSpec spec = SpecReader.read(trace.get("spec"), RunSpec.class);
        int first = spec.training().batchSize();
        JsonNode dataset = trace.at("/spec/dataset");
        Observer observer = new Observer(columns(dataset.get("targets"), 0, first));
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), observer);
        trainer.train();

        close(trace.get("losses"), observer.losses, "loss");
        close(trace.get("batch_losses"), observer.batchLosses, "loss of the first batch");
        close(trace.get("gradients"), observer.gradients, "gradient");
        for (int i = 0; i < trace.get("weights").size(); i++) {
            assertWeights(
                    trace.get("weights").get(i), trainer.network().layers().get(i));
        }
        FMatrixRMaj predictions = trainer.network().forward(columns(dataset.get("features")));
        assertClose(trace.get("predictions"), predictions, GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE);
    }

    private static void assertWeights(JsonNode expected, Layer layer) {
        if (expected.has("kernel")) {
            List<Double> kernel = numbers(layer.kernel().data, layer.kernel().getNumElements());
            close(expected.get("kernel"), kernel, layer.name() + " kernel");
        }
        for (Map.Entry<String, float[]> vector : layer.vectors().entrySet()) {
            List<Double> values = numbers(vector.getValue(), vector.getValue().length);
            close(expected.get(vector.getKey()), values, layer.name() + " " + vector.getKey());
        }
        List<String> names = new ArrayList<>(expected.propertyNames());
        names.remove("kernel");
        assertThat(layer.vectors()).containsOnlyKeys(names);
        assertThat(layer.vectors().keySet()).as("in the order of get_weights()").containsExactlyElementsOf(names);
    }

    private static List<Double> numbers(float[] values, int length) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            numbers.add((double) values[i]);
        }
        return numbers;
    }

    private static void close(JsonNode expected, List<Double> actual, String what) {
        List<Double> flat = new ArrayList<>();
        for (JsonNode element : expected) {
            (element.isArray() ? element.valueStream() : Stream.of(element))
                    .forEach(number -> flat.add(number.asDouble()));
        }
        assertThat(actual).as(what).hasSameSizeAs(flat);
        for (int i = 0; i < flat.size(); i++) {
            assertClose(flat.get(i), actual.get(i), GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE, what + " " + i);
        }
    }

    /** Keeps losses, and the largest gradient of each kernel. */
    private static final class Observer implements TrainingObserver {

        private final List<Double> losses = new ArrayList<>();
        private final List<Double> batchLosses = new ArrayList<>();
        private final List<Double> gradients = new ArrayList<>();
        private final FMatrixRMaj targets;

        private Observer(FMatrixRMaj targets) {
            this.targets = targets;
        }

        @Override
        public boolean observes(int epoch) {
            return true;
        }

        @Override
        public void observed(Observation observation) {
            losses.add(observation.training().loss());
            batchLosses.add(observation.network().lossSum(targets) / targets.numCols);
            for (Layer layer : observation.network().layers()) {
                if (layer.kernel() != null) {
                    FMatrixRMaj gradient = layer.kernelGradient();
                    double largest = 0;
                    for (int i = 0; i < gradient.getNumElements(); i++) {
                        largest = Math.max(largest, Math.abs(gradient.data[i]));
                    }
                    gradients.add(largest);
                }
            }
        }
    }
}
