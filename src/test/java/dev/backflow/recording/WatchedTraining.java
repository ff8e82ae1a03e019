package dev.backflow.recording;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Masks;
import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.layers.Layer;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recording of every tensor, and the weights at each of its epochs.
 *
 * @param weights by recorded epoch, layer and name
 */
record WatchedTraining(RunSpec spec, List<EpochRecord> epochs, List<List<Map<String, double[]>>> weights) {

    private static final String TENSORS = "'kernel', 'bias', 'kernel_gradient', 'bias_gradient', 'pre_activation',"
            + " 'activation', 'pre_activation_gradient', 'kernel_update'";
    private static final String OUTPUT = ", {'units': 1, 'activation': 'sigmoid'}]";

    /** Networks by name; every kind of layer stands below, between and above others. */
    private static final Map<String, String> NETWORKS = Map.of(
            "plain", "[{'units': 5, 'activation': 'tanh', 'repeat': 2}, {'units': 4, 'activation': 'relu'}" + OUTPUT,
            "without bias", "[{'units': 5, 'activation': 'tanh', 'use_bias': false}" + OUTPUT,
            "penalties",
                    "[{'units': 5, 'activation': 'tanh', 'kernel_regularizer': {'type': 'l2', 'l2': 0.2},"
                            + " 'activity_regularizer': {'type': 'l2', 'l2': 0.3}}" + OUTPUT,
            "dropout", "[{'units': 6, 'activation': 'tanh', 'dropout': 0.4}, {'type': 'dropout', 'rate': 0.3}" + OUTPUT,
            "residual", "[{'units': 4}, {'units': 4, 'activation': 'tanh', 'residual': true, 'repeat': 2}" + OUTPUT,
            "batch normalization",
                    "['batch_normalization', {'units': 5, 'activation': 'tanh', 'normalization': 'batch_normalization'}"
                            + OUTPUT,
            "layer normalization",
                    "[{'units': 5, 'activation': 'sigmoid', 'normalization': 'layer_normalization'},"
                            + " 'layer_normalization'" + OUTPUT,
            "all together",
                    "['layer_normalization', {'units': 4, 'activation': 'tanh', 'normalization': 'batch_normalization',"
                            + " 'dropout': 0.2}, {'type': 'dropout', 'rate': 0.2}, {'units': 4, 'activation': 'tanh',"
                            + " 'normalization': 'layer_normalization', 'dropout': 0.3, 'residual': true},"
                            + " 'batch_normalization'" + OUTPUT);

    static Stream<Arguments> networksAndSamples() {
        return NETWORKS.keySet().stream()
                .sorted()
                .flatMap(name -> Stream.of("first_batch", "full").map(sample -> Arguments.of(name, sample)));
    }

    static RunSpec spec(String name, String recording) {
        return specOf(NETWORKS.get(name), recording);
    }

    static RunSpec specOf(String network, String recording) {
        String spec = """
                {'dataset': {'type': 'circles', 'samples': 40, 'noise': 0.1, 'seed': 3},
                 'network': {'layers': %s},
                 'training': {'loss': 'mse', 'optimizer': {'type': 'sgd', 'learning_rate': 0.3}, 'epochs': 5,
                              'batch_size': 12, 'shuffle': false},
                 'recording': {'tensors': [%s], %s}, 'seed': 5}
                """.formatted(network, TENSORS, recording);
        return SpecReader.read(new JsonMapper().readTree(spec.replace('\'', '"')), RunSpec.class);
    }

    static WatchedTraining of(RunSpec spec) {
        return of(spec, network -> {}, network -> {});
    }

    /**
     * @param before is shown the untrained network
     * @param seen is shown the network at each recorded epoch, after the recorder
     */
    static WatchedTraining of(RunSpec spec, Consumer<Network> before, Consumer<Network> seen) {
        WatchedTraining watched = new WatchedTraining(spec, new ArrayList<>(), new ArrayList<>());
        AtomicReference<Network> network = new AtomicReference<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epoch -> {
            watched.epochs.add(epoch);
            watched.weights.add(network.get().layers().stream()
                    .map(WatchedTraining::weights)
                    .toList());
            seen.accept(network.get());
        });
        Trainer trainer =
                new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder);
        network.set(trainer.network());
        before.accept(trainer.network());
        trainer.train();
        return watched;
    }

    private static Map<String, double[]> weights(Layer layer) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        if (layer.kernel() != null) {
            weights.put("kernel", doubles(layer.kernel().data));
        }
        layer.vectors().forEach((name, vector) -> weights.put(name, doubles(vector)));
        return weights;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The sample once more through the network that it was at a recorded epoch. */
    DoubleNetwork again(int recorded) {
        Examples examples = spec.dataset().generate();
        boolean full = spec.recording().sample() == TrainingObserver.Sample.FULL;
        int count = full ? examples.size() : spec.training().batchSize();
        int step = full ? Masks.NO_STEP : 0;
        return new DoubleNetwork(
                spec.network().expanded(),
                weights.get(recorded),
                columns(examples.features(), count),
                columns(examples.targets(), count),
                count,
                spec.seed(),
                epochs.get(recorded).epoch(),
                step);
    }

    private static double[] columns(FMatrixRMaj rows, int examples) {
        double[] columns = new double[rows.numCols * examples];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.get(i % examples, i / examples);
        }
        return columns;
    }
}
