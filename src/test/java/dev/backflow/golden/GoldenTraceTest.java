package dev.backflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.layers.Layer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The engine against training traces that were computed independently of it. */
class GoldenTraceTest {

    static Stream<GoldenTrace> traces() {
        return GoldenTrace.all().stream();
    }

    @ParameterizedTest
    @MethodSource("traces")
    void isReproducedAtEveryEpoch(GoldenTrace trace) {
        RunSpec spec = SpecReader.read(trace.spec(), RunSpec.class);
        Examples examples = spec.dataset().generate();
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        Trainer trainer = new Trainer(spec.network(), spec.training(), examples, spec.seed(), recorder);
        trainer.train();

        assertThat(epochs).hasSize(trace.epochs() + 1);
        for (EpochRecord epoch : epochs) {
            assertClose(trace.loss(epoch.epoch()), epoch.metrics().get("loss"), "loss of epoch " + epoch.epoch());
            assertStatistics(trace, epoch);
        }
        List<Layer> layers = trainer.network().layers();
        for (int i = 0; i < layers.size(); i++) {
            assertClose(trace.finalKernel(i), layers.get(i).kernel().data, "kernel " + i);
            assertClose(trace.finalBias(i), layers.get(i).vectors().get("bias"), "bias " + i);
        }
        assertClose(trace.predictionsOfFirst8(), predictionsOfFirst8(trainer, examples), "predictions");
    }

    @ParameterizedTest
    @MethodSource("traces")
    void hasTheSameLossOnTheBatchThatOpensEachEpoch(GoldenTrace trace) {
        RunSpec spec = SpecReader.read(trace.spec(), RunSpec.class);
        Examples examples = spec.dataset().generate();
        FMatrixRMaj targets = columns(examples.rows(0, trace.batchSize()).targets());
        TrainingObserver firstBatches = new TrainingObserver() {
            @Override
            public boolean observes(int epoch) {
                return true;
            }

            @Override
            public void observed(Observation observation) {
                if (observation.epoch() < trace.epochs()) {
                    double loss = observation.network().lossSum(targets) / trace.batchSize();
                    assertClose(
                            trace.firstBatchLoss(observation.epoch()),
                            loss,
                            "first batch after epoch " + observation.epoch());
                }
            }
        };
        new Trainer(spec.network(), spec.training(), examples, spec.seed(), firstBatches).train();
    }

    private static void assertStatistics(GoldenTrace trace, EpochRecord epoch) {
        int layers = epoch.tensors().size() / Tensor.values().length;
        for (int layer = 0; layer < layers; layer++) {
            assertStatistics(trace.kernel(epoch.epoch(), layer), statistics(epoch, layer, Tensor.KERNEL));
            JsonNode gradient = trace.firstBatchKernelGradient(epoch.epoch(), layer);
            if (!gradient.isMissingNode()) {
                assertStatistics(gradient, statistics(epoch, layer, Tensor.KERNEL_GRADIENT));
            }
        }
    }

    private static Statistics statistics(EpochRecord epoch, int layer, Tensor tensor) {
        return epoch.tensors().stream()
                .filter(record -> record.tensor() == tensor)
                .skip(layer)
                .map(TensorRecord::statistics)
                .findFirst()
                .orElseThrow();
    }

    private static void assertStatistics(JsonNode expected, Statistics actual) {
        assertClose(expected.get("mean").asDouble(), actual.mean(), "mean");
        assertClose(expected.get("std").asDouble(), actual.std(), "std");
        assertClose(expected.get("min").asDouble(), actual.min(), "min");
        assertClose(expected.get("max").asDouble(), actual.max(), "max");
        assertClose(expected.get("l2").asDouble(), actual.l2(), "l2");
        assertClose(expected.get("meanAbs").asDouble(), actual.meanAbs(), "mean_abs");
    }

    private static float[] predictionsOfFirst8(Trainer trainer, Examples examples) {
        FMatrixRMaj outputs =
                trainer.network().forward(columns(examples.rows(0, 8).features()));
        float[] predictions = new float[outputs.getNumElements()];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = outputs.get(i % outputs.numRows, i / outputs.numRows);
        }
        return predictions;
    }

    private static FMatrixRMaj columns(FMatrixRMaj rows) {
        return CommonOps_FDRM.transpose(rows, null);
    }

    private static void assertClose(double[] expected, float[] actual, String what) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertClose(expected[i], actual[i], what + Arrays.toString(new int[] {i}));
        }
    }

    private static void assertClose(double expected, double actual, String what) {
        double tolerance = Math.max(GoldenTrace.ABSOLUTE, GoldenTrace.RELATIVE * Math.abs(expected));
        assertThat(Math.abs(actual - expected))
                .as("%s: expected %s, got %s", what, expected, actual)
                .isLessThanOrEqualTo(tolerance);
    }
}
