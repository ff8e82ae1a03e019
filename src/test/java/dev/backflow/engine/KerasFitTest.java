package dev.backflow.engine;

import static dev.backflow.engine.KerasNumbers.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.golden.GoldenTrace;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole trainings with callbacks against {@code keras.Model.fit} (golden-callbacks/make.py): what they monitor, where
 * they stop, the rates they train with, and which weights are left.
 */
class KerasFitTest {

    private static final Path FITS = Path.of("src/test/resources/golden-callbacks/fits.json");

    static Stream<Arguments> fits() {
        return new JsonMapper()
                .readTree(FITS)
                .valueStream()
                .map(fit -> Arguments.of(fit.get("name").asString(), fit));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fits")
    void callbacksDoWhatTheyDoInKeras(String name, JsonNode fit) {
        RunSpec spec = SpecReader.read(fit.get("spec"), RunSpec.class);
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder);
        Outcome outcome = trainer.train().orElseThrow();

        assertThat(epochs).hasSize(fit.at("/history/loss").size() + 1);
        assertThat(outcome.bestEpoch()).isEqualTo(fit.get("best_epoch").asInt(0));
        assertRecorded(fit, epochs);
        float[] kernel = trainer.network().layers().get(1).kernel().data;
        for (int i = 0; i < kernel.length; i++) {
            close(fit.at("/weights/" + i + "/0"), kernel[i], "weight " + i);
        }
        close(fit.get("result"), outcome.training().loss(), "loss in the end");
        if (spec.training().earlyStopping() != null
                && spec.training().earlyStopping().restoreBestWeights()) {
            assertThat(outcome.epoch()).isEqualTo(outcome.bestEpoch());
        }
    }

    /**
     * The whole set is recorded, not the means over batches; the rate is that of the next step, which Keras tells
     * later.
     */
    private static void assertRecorded(JsonNode fit, List<EpochRecord> epochs) {
        for (int epoch = 1; epoch < epochs.size(); epoch++) {
            var metrics = epochs.get(epoch).metrics();
            close(fit.at("/evaluated/" + (epoch - 1)), metrics.get("loss"), "loss at " + epoch);
            if (metrics.containsKey("val_loss")) {
                close(fit.at("/history/val_loss/" + (epoch - 1)), metrics.get("val_loss"), "val_loss at " + epoch);
            }
            JsonNode rate = fit.at("/history/learning_rate/" + epoch);
            if (!rate.isMissingNode()) {
                close(rate, metrics.get(EpochRecord.LEARNING_RATE), "rate at " + epoch);
            }
        }
    }

    private static void close(JsonNode expected, double actual, String what) {
        assertClose(expected.asDouble(), actual, GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE, what);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fits")
    void theMeansOverBatchesAreThoseOfKerasHistory(String name, JsonNode fit) {
        RunSpec spec = SpecReader.read(fit.get("spec"), RunSpec.class);
        if (spec.training().earlyStopping() != null
                && spec.training().earlyStopping().watch().onValidation()) {
            return; // only the loss of these batches is monitored, and by the other callback
        }
        Means means = new Means();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epoch -> {});
        new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder, means).train();
        List<String> monitored = Stream.of(
                        fit.at("/spec/training/reduce_on_plateau/monitor"),
                        fit.at("/spec/training/early_stopping/monitor"))
                .filter(monitor -> !monitor.isMissingNode())
                .map(JsonNode::asString)
                .toList();
        assertThat(means.all).hasSize(fit.at("/history/loss").size());
        for (int epoch = 1; epoch <= means.all.size(); epoch++) {
            double[] actual = means.all.get(epoch - 1);
            for (int i = 0; i < monitored.size(); i++) {
                JsonNode expected = fit.at("/history/" + monitored.get(i) + "/" + (epoch - 1));
                close(expected, actual[actual.length - monitored.size() + i], monitored.get(i) + " of " + epoch);
            }
        }
    }

    /** Reads the means out of what a checkpoint would keep. */
    private static final class Means implements TrainingControl {

        private final List<double[]> all = new ArrayList<>();

        @Override
        public void reached(Trainer training) {
            if (training.epoch() > 0) {
                all.add(training.state().supervision());
            }
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
