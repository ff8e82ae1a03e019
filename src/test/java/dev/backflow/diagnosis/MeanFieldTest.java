package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Families;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.initializers.Moments;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.RecordedEpochs;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The theory of untrained networks against untrained networks of the engine, 192 wide. */
class MeanFieldTest {

    private static final int WIDTH = 192;
    private static final int INPUTS = 64;
    private static final int EXAMPLES = 24;

    /** Of log10 of a gain, the mean of two networks: 15 %. */
    private static final double TOLERANCE = 0.06;

    /** The same where few units pass anything on, or a few pass on most: their share of 192 is a matter of luck. */
    private static final double LOOSE = 0.25;

    private static final double SATURATION_TOLERANCE = 0.06;

    private static final Set<String> FEW_UNITS =
            Set.of("exponential", "threshold", "tanh_shrink", "hard_shrink", "soft_shrink");

    /** Where theory lets less through a layer, or more, chance decides, and they are not compared. */
    private static final double LEAST = 0.02;

    private static final double MOST = 1.1;

    private static final Examples DATA = data();
    private static final TrainingSpec TRAINING =
            read("{'loss': 'mean_squared_error', 'epochs': 0, 'batch_size': " + EXAMPLES + "}", TrainingSpec.class);
    private static final DataFacts FACTS = DataFacts.of(DATA, TargetKind.REAL, TRAINING.loss(), 8);

    /** Examples of different length. */
    private static Examples data() {
        Random random = new Random(1);
        FMatrixRMaj features = new FMatrixRMaj(EXAMPLES, INPUTS);
        FMatrixRMaj targets = new FMatrixRMaj(EXAMPLES, 8);
        for (int i = 0; i < features.getNumElements(); i++) {
            features.data[i] = (float) (random.nextGaussian() * (0.5 + (double) (i / INPUTS) / EXAMPLES));
        }
        for (int i = 0; i < targets.getNumElements(); i++) {
            targets.data[i] = (float) (3 * random.nextGaussian());
        }
        return new Examples(features, targets);
    }

    private static <T extends Record> T read(String json, Class<T> type) {
        return SpecReader.read(new JsonMapper().readTree(json.replace('\'', '"')), type);
    }

    private static Measurements measured(NetworkSpec network, long seed) {
        return measured(network, DATA, seed);
    }

    private static Measurements measured(NetworkSpec network, Examples data, long seed) {
        List<EpochRecord> epochs = new ArrayList<>();
        RecordingSpec recording =
                read("{'tensors': ['activation', 'pre_activation_gradient'], 'sample': 'full'}", RecordingSpec.class);
        Recorder recorder = new Recorder(recording, TRAINING, epochs::add);
        new Trainer(network, TRAINING, data, seed, recorder).train();
        return new RecordedEpochs(epochs);
    }

    /**
     * With few units it is the examples that make the spread, of which the farther off they lie together the less is
     * left. Of 40 networks, whose mean variance is what theory speaks of.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0.1",
        "1, 1, 0.1",
        "1, 5, 0.1",
        "2, 1, 0.1",
        "5, 1, 0.1",
    })
    void fewUnitsSpreadAsTheirExamplesDo(int units, float offset, double tolerance) {
        Examples moved = new Examples(DATA.features().copy(), new FMatrixRMaj(EXAMPLES, units));
        for (int i = 0; i < moved.features().getNumElements(); i++) {
            moved.features().data[i] += offset;
        }
        DataFacts facts = DataFacts.of(moved, TargetKind.REAL, TRAINING.loss(), units);
        for (String activation : List.of("relu", "tanh", "sigmoid", "gelu", "softsign", "elu")) {
            String layers = "{'layers': [{'name': 'hidden', 'repeat': 2, 'units': 192, 'activation': '%s',"
                    + " 'kernel_initializer': 'lecun_normal', 'bias_initializer': {'type': 'random_normal', 'stddev': 0.3}},"
                    + " {'units': %d, 'activation': 'tanh'}]}";
            NetworkSpec network = read(layers.formatted(activation, units), NetworkSpec.class);
            double meanSquare = IntStream.range(0, 40)
                    .mapToDouble(seed -> Signal.FORWARD_GAIN.of(network, measured(network, moved, seed))
                            .get("output")[0])
                    .map(gain -> gain * gain)
                    .average()
                    .orElseThrow();
            double expected =
                    Signal.FORWARD_GAIN.expected(network, facts, EXAMPLES).get("output");
            assertThat(Math.log10(meanSquare) / 2 - Math.log10(expected))
                    .as("%s, expected %.4g", activation, expected)
                    .isBetween(-tolerance, tolerance);
        }
    }

    /** A sample of one example does not spread over examples at all. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 12})
    void aSmallSampleSpreadsLess(int sample) {
        NetworkSpec network = read(
                "{'layers': [{'name': 'hidden', 'repeat': 2, 'units': 192, 'activation': 'relu',"
                        + " 'kernel_initializer': 'he_normal'}, {'units': 1}]}",
                NetworkSpec.class);
        TrainingSpec training =
                read("{'loss': 'mean_squared_error', 'epochs': 0, 'batch_size': " + sample + "}", TrainingSpec.class);
        RecordingSpec recording = read("{'tensors': ['activation'], 'sample': 'first_batch'}", RecordingSpec.class);
        Examples data = new Examples(DATA.features(), new FMatrixRMaj(EXAMPLES, 1));
        double meanSquare = IntStream.range(0, 80)
                .mapToDouble(seed -> {
                    List<EpochRecord> epochs = new ArrayList<>();
                    Recorder recorder = new Recorder(recording, training, epochs::add);
                    new Trainer(network, training, data, seed, recorder).train();
                    return Signal.FORWARD_GAIN.of(network, new RecordedEpochs(epochs))
                            .get("output")[0];
                })
                .map(gain -> gain * gain)
                .average()
                .orElseThrow();
        double expected = Signal.FORWARD_GAIN
                .expected(network, FACTS, recording.sampleSize(training, EXAMPLES))
                .get("output");
        assertThat(Math.sqrt(meanSquare)).isCloseTo(expected, within(0.15 * expected + 1e-6));
    }

    /** What the data are is known, and is no matter of chance. */
    @Test
    void unitsOfTheDataAreNotDrawn() {
        NetworkSpec network = read(
                "{'layers': [{'type': 'dropout', 'rate': 0.01, 'name': 'drop'}, {'units': 192}, {'units': 8}]}",
                NetworkSpec.class);
        FMatrixRMaj features = new FMatrixRMaj(EXAMPLES, 2);
        Random random = new Random(3);
        for (int i = 0; i < features.getNumElements(); i++) {
            features.data[i] = (float) ((i % 2 == 0 ? 3 : -3) + 0.5 * random.nextGaussian());
        }
        Examples data = new Examples(features, new FMatrixRMaj(EXAMPLES, 8));
        DataFacts facts = DataFacts.of(data, TargetKind.REAL, TRAINING.loss(), 8);
        double meanSquare = IntStream.range(0, 20)
                .mapToDouble(seed -> Signal.FORWARD_GAIN.of(network, measured(network, data, seed))
                        .get("layer_2")[0])
                .map(gain -> gain * gain)
                .average()
                .orElseThrow();
        double expected = Signal.FORWARD_GAIN.expected(network, facts, EXAMPLES).get("layer_2");
        assertThat(Math.sqrt(meanSquare)).isCloseTo(expected, within(0.07 * expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 64})
    void layerNormalizationOfFewUnitsHandsBackMore(int units) {
        NetworkSpec network = read(
                ("{'layers': [{'units': 192, 'activation': 'tanh'}, {'units': %d, 'activation': 'tanh',"
                                + " 'normalization': 'layer_normalization'}, {'units': 192}, {'units': 8}]}")
                        .formatted(units),
                NetworkSpec.class);
        double meanSquare = IntStream.range(0, 60)
                .mapToDouble(seed -> Signal.BACKWARD_GAIN.of(network, measured(network, seed))
                        .get("layer_1")[0])
                .map(gain -> gain * gain)
                .average()
                .orElseThrow();
        double expected =
                Signal.BACKWARD_GAIN.expected(network, FACTS, EXAMPLES).get("layer_1");
        assertThat(Math.sqrt(meanSquare)).isCloseTo(expected, within(0.12 * expected));
    }

    /** Compares both signals of all layers but the output, whose few units are no crowd; how many gains there were. */
    private static int compare(NetworkSpec network, double tolerance) {
        List<Measurements> untrained = new ArrayList<>();
        int compared = 0;
        for (Signal signal : List.of(Signal.BACKWARD_GAIN, Signal.FORWARD_GAIN)) {
            for (Map.Entry<String, Double> expected :
                    signal.expected(network, FACTS, EXAMPLES).entrySet()) {
                double gain = expected.getValue();
                if (!expected.getKey().equals("output") && Double.isFinite(gain) && gain > 0) {
                    while (untrained.size() < 2) {
                        untrained.add(measured(network, untrained.size()));
                    }
                    double log = untrained.stream()
                            .mapToDouble(
                                    measured -> signal.of(network, measured).get(expected.getKey())[0])
                            .map(Math::log10)
                            .average()
                            .orElseThrow();
                    assertThat(log - Math.log10(gain))
                            .as("%s of %s, expected %.4g", signal, expected.getKey(), gain)
                            .isBetween(-tolerance, tolerance);
                    compared++;
                }
            }
        }
        return compared;
    }

    /** How much of each hidden layer is saturated; of two networks. */
    private static void compareSaturation(NetworkSpec network, double tolerance) {
        List<Measurements> untrained =
                IntStream.range(0, 2).mapToObj(seed -> measured(network, seed)).toList();
        Signal.SATURATION.expected(network, FACTS, EXAMPLES).forEach((layer, expected) -> {
            if (Double.isFinite(expected)) {
                double share = untrained.stream()
                        .mapToDouble(measured ->
                                Signal.SATURATION.of(network, measured).get(layer)[0])
                        .average()
                        .orElseThrow();
                assertThat(share).as(layer + " " + network.layers().get(0)).isCloseTo(expected, within(tolerance));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.5})
    void saturationIsWhatTheoryExpectsOfEveryActivation(double stddev) {
        for (Activation activation : activations()) {
            compareSaturation(network(new Initializer.RandomNormal(0, stddev), activation), SATURATION_TOLERANCE);
        }
    }

    private static <T> List<T> members(Class<T> family) {
        return Vocabulary.members(family).values().stream()
                .map(member -> family.cast(SpecReader.read(required(member), member.asSubclass(Record.class))))
                .toList();
    }

    private static ObjectNode required(Class<?> member) {
        ObjectNode required = JsonNodeFactory.instance.objectNode();
        Vocabulary.fields(member, Dialect.KERAS3).forEach((name, field) -> {
            if (!field.isOptional()) {
                required.put(name, 0.25);
            }
        });
        return required;
    }

    private static NetworkSpec network(Initializer initializer, Activation activation) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            layers.add(Families.dense("hidden_" + i, WIDTH, activation, initializer));
        }
        layers.add(Families.dense("output", 8, new ElementwiseActivation.Linear(), initializer));
        return new NetworkSpec(layers, null);
    }

    static Stream<Initializer> initializers() {
        return members(Initializer.class).stream();
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void gainsAreWhatTheoryExpectsOfEveryActivation(Initializer initializer) {
        Moments kernel = initializer.moments(WIDTH, WIDTH);
        boolean random = kernel.mean() == 0 && kernel.variance() > 0;
        for (Activation activation : activations()) {
            NetworkSpec network = network(initializer, activation);
            boolean fewUnits = FEW_UNITS.contains(WireNames.of(activation.getClass()));
            if (!fewUnits || isCompared(network)) {
                assertThat(compare(network, fewUnits ? LOOSE : TOLERANCE))
                        .as(activation.toString())
                        .isEqualTo(random ? 5 : 0);
            }
        }
    }

    private static boolean isCompared(NetworkSpec network) {
        return Stream.of(Signal.BACKWARD_GAIN, Signal.FORWARD_GAIN)
                .flatMap(signal -> signal.expected(network, FACTS, EXAMPLES).entrySet().stream())
                .filter(expected -> !expected.getKey().equals("output"))
                .allMatch(expected -> expected.getValue() >= LEAST && expected.getValue() <= MOST);
    }

    private static List<ElementwiseActivation> activations() {
        return members(Activation.class).stream()
                .filter(ElementwiseActivation.class::isInstance)
                .map(ElementwiseActivation.class::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'dropout': 0.4",
                "'residual': true",
                "'residual': true, 'dropout': 0.4",
                "'normalization': 'layer_normalization'",
                "'normalization': 'layer_normalization', 'residual': true",
                "'bias_initializer': 'ones'",
                "'bias_initializer': {'type': 'random_normal', 'stddev': 0.7}",
                "'kernel_initializer': 'torch_linear', 'bias_initializer': 'torch_linear'"
            })
    void remediesAndBiasesAreTakenIntoAccount(String remedy) {
        for (String activation : List.of("relu", "tanh", "sigmoid", "gelu")) {
            String layers =
                    "{'layers': [{'units': 192, 'activation': 'relu'}, {'name': 'hidden', 'repeat': 3, 'units': 192,"
                            + " 'activation': '" + activation + "', " + remedy + "}, {'units': 8}]}";
            assertThat(compare(read(layers, NetworkSpec.class), TOLERANCE)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'dropout', 'rate': 0.3, 'name': 'drop'}",
                "{'type': 'layer_normalization', 'name': 'norm'}"
            })
    void layersWithoutAKernelArePartOfTheChain(String layer) {
        String dense = "{'units': 192, 'activation': 'tanh', 'bias_initializer': 'ones'}";
        NetworkSpec network =
                read("{'layers': [%s, %s, %s, {'units': 8}]}".formatted(dense, layer, dense), NetworkSpec.class);
        assertThat(compare(network, TOLERANCE)).isEqualTo(5);
    }

    @Test
    void behindBatchNormalizationTheoryStartsAgain() {
        NetworkSpec network = read(
                "{'layers': [{'units': 192, 'activation': 'relu'}, {'units': 192, 'activation': 'tanh',"
                        + " 'normalization': 'batch_normalization'}, {'units': 192, 'activation': 'relu'}, {'units': 8}]}",
                NetworkSpec.class);
        assertThat(Signal.BACKWARD_GAIN.expected(network, FACTS, EXAMPLES).get("layer_1"))
                .isNaN();
        assertThat(compare(network, TOLERANCE)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "sigmoid", "softmax", "log_softmax"})
    void whatComesBackDoesNotDependOnTheActivationOfTheOutput(String head) {
        NetworkSpec network = read(
                "{'layers': [{'name': 'hidden', 'repeat': 3, 'units': 192, 'activation': 'tanh'},"
                        + " {'units': 8, 'activation': '" + head + "'}]}",
                NetworkSpec.class);
        assertThat(compare(network, TOLERANCE)).isEqualTo(5);
    }

    @Test
    void theoryGoesOnBeforeAStepOfWhichItHasNoNumber() {
        NetworkSpec network = read(
                "{'layers': [{'units': 192, 'activation': 'tanh'}, {'units': 192, 'activation': 'tanh'}, {'units': 192,"
                        + " 'normalization': 'batch_normalization', 'activation': 'tanh'}, {'units': 8}]}",
                NetworkSpec.class);
        Map<String, Double> expected = Signal.BACKWARD_GAIN.expected(network, FACTS, EXAMPLES);
        assertThat(expected.values()).filteredOn(gain -> gain.isNaN()).hasSize(1);
        assertThat(compare(network, TOLERANCE)).isEqualTo(4);
    }

    @Test
    void behindWhatTheoryDoesNotKnowItExpectsNothing() {
        NetworkSpec network = read(
                "{'layers': [{'units': 192, 'activation': 'tanh', 'kernel_initializer': {'type': 'constant', 'value': 0.1}},"
                        + " {'units': 192, 'activation': 'tanh'}, {'units': 192, 'activation': 'relu'}, {'units': 8}]}",
                NetworkSpec.class);
        for (Signal signal : List.of(Signal.SATURATION, Signal.FORWARD_GAIN)) {
            assertThat(signal.expected(network, FACTS, EXAMPLES).values())
                    .isNotEmpty()
                    .allSatisfy(number -> assertThat(number).isNaN());
        }
    }

    /** The known figures: decades lost in each layer of a wide network on inputs of length √n. */
    @ParameterizedTest
    @CsvSource({
        "relu, glorot_uniform, 0.15, 0.15",
        "relu, he_normal, 0.00, 0.00",
        "tanh, glorot_uniform, 0.00, 0.05",
        "sigmoid, glorot_uniform, 0.59, 0.64"
    })
    void givesTheKnownLossesPerLayer(String activation, String initializer, double least, double most) {
        NetworkSpec network = read(
                ("{'layers': [{'name': 'hidden', 'repeat': 10, 'units': 64, 'activation': '%s', 'kernel_initializer': '%s'},"
                                + " {'units': 64, 'kernel_initializer': '%s'}]}")
                        .formatted(activation, initializer, initializer),
                NetworkSpec.class);
        Signal.BACKWARD_GAIN.expected(network, FACTS, EXAMPLES).values().stream()
                .skip(4)
                .forEach(gain -> assertThat(-Math.log10(gain)).isBetween(least - 0.005, most + 0.005));
    }

    @Test
    void givenWeightsHaveNoExpectation() {
        NetworkSpec given = read(
                "{'layers': [{'units': 1}], 'initial_weights': [{'kernel': [[1]], 'bias': [0]}]}", NetworkSpec.class);
        assertThat(Signal.BACKWARD_GAIN.expected(given, FACTS, EXAMPLES)).isEmpty();
    }
}
