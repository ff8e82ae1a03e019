package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.initializers.ScaledInitializer;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.SpecReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Early stopping and plateaus against Keras' callbacks (golden-optimizers/make.py), and at work in a training. */
class CallbacksTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path CALLBACKS = Path.of("src/test/resources/golden-optimizers/callbacks.json");

    private static Stream<JsonNode> callbacks(String kind) {
        return MAPPER.readTree(CALLBACKS).valueStream().filter(golden -> golden.has(kind));
    }

    static Stream<JsonNode> stopping() {
        return callbacks("early_stopping");
    }

    static Stream<JsonNode> plateaus() {
        return callbacks("reduce_on_plateau");
    }

    @ParameterizedTest
    @MethodSource("stopping")
    void trainingStopsWhereKerasStopsAndKnowsTheSameBestEpoch(JsonNode golden) {
        EarlyStoppingState stopping = new EarlyStoppingState(
                read(golden.get("early_stopping"), EarlyStopping.class), smallerIsBetter(golden, "early_stopping"));
        int epoch = 1;
        while (epoch <= golden.get("values").size() && !stopping.stopsAfter(epoch, value(golden, epoch))) {
            epoch++;
        }
        JsonNode end = golden.get("stops_after");
        assertThat(epoch).isEqualTo(end.isNull() ? golden.get("values").size() + 1 : end.asInt());
        assertThat(stopping.bestEpoch()).isEqualTo(golden.get("best_epoch").asInt());
    }

    @ParameterizedTest
    @MethodSource("plateaus")
    void theLearningRateFallsWhereItFallsInKeras(JsonNode golden) {
        ReduceOnPlateauState plateau = new ReduceOnPlateauState(
                read(golden.get("reduce_on_plateau"), ReduceOnPlateau.class),
                smallerIsBetter(golden, "reduce_on_plateau"));
        double rate = 1;
        for (int epoch = 1; epoch <= golden.get("values").size(); epoch++) {
            rate = plateau.rateAfter(value(golden, epoch), rate);
            double expected = golden.get("rates").get(epoch - 1).asDouble();
            assertThat(rate).as("after epoch %s", epoch).isCloseTo(expected, offset(1e-12 * expected));
        }
    }

    private static boolean smallerIsBetter(JsonNode golden, String callback) {
        return !golden.get(callback).path("mode").asString("auto").equals("max");
    }

    private static double value(JsonNode golden, int epoch) {
        JsonNode value = golden.get("values").get(epoch - 1);
        return value.isNull() ? Double.NaN : value.asDouble();
    }

    private static <T extends Record> T read(JsonNode settings, Class<T> type) {
        return SpecReader.read(((ObjectNode) settings.deepCopy()).put("monitor", "loss"), type);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void theLastEpochIsObservedAndTheBestWeightsComeBack(int every) {
        // A rate so large that the loss jumps about, and soon is no better than the best.
        String training = """
                {"loss": "mean_squared_error", "optimizer": {"type": "sgd", "learning_rate": 0.6}, "epochs": 500,
                 "batch_size": 8, "validation_split": 0.25%s}
                """;
        Watched watched = new Watched(every);
        Trainer trainer = trainer(
                training.formatted(", \"early_stopping\": {\"patience\": 5, \"restore_best_weights\": true}"), watched);
        Outcome outcome = trainer.train().orElseThrow();
        Watched all = new Watched(1);
        Outcome whole = trainer(training.formatted(""), all).train().orElseThrow();
        int last = watched.losses.lastEntry().getKey();
        assertThat(last).isBetween(6, 499);
        assertThat(watched.losses).containsEntry(last, all.losses.get(last));
        int best = last - 5;
        assertThat(all.validation.subMap(1, last + 1).values()).allMatch(loss -> loss >= all.validation.get(best));
        assertThat(trainer.network().layers().get(0).kernel().data).containsExactly(all.kernels.get(best));
        assertThat(outcome.epoch()).isEqualTo(best);
        assertThat(outcome.bestEpoch()).isEqualTo(best);
        assertThat(outcome.training().loss()).isEqualTo(all.losses.get(best));
        assertThat(outcome.validation().loss()).isEqualTo(all.validation.get(best));
        assertThat(whole.epoch()).isEqualTo(500);
        assertThat(whole.bestEpoch()).isZero();
        assertThat(whole.training().loss()).isEqualTo(all.losses.get(500));
    }

    @Test
    void stoppingWithoutRestoringKeepsTheLastWeightsAndTellsTheBestEpoch() {
        Watched watched = new Watched(1);
        Outcome outcome = trainer("""
                {"loss": "mean_squared_error", "optimizer": {"type": "sgd", "learning_rate": 0.6}, "epochs": 500,
                 "batch_size": 8, "early_stopping": {"monitor": "loss", "patience": 5}}
                """, watched).train().orElseThrow();
        assertThat(outcome.epoch()).isEqualTo(watched.losses.lastKey());
        assertThat(outcome.bestEpoch()).isEqualTo(outcome.epoch() - 5);
        assertThat(outcome.training().loss()).isEqualTo(watched.losses.get(outcome.epoch()));
    }

    @Test
    void aTrainingThatTheControlEndsHasNoOutcome() {
        Watched watched = new Watched(1);
        TrainingControl control = () -> watched.losses.containsKey(3);
        assertThat(trainer("{\"loss\": \"mse\", \"epochs\": 5}", watched, control)
                        .train())
                .isEmpty();
        assertThat(watched.losses).hasSize(4);
    }

    @Test
    void aPlateauSlowsTheStepsThatFollow() {
        Watched constant = new Watched(1);
        Watched reduced = new Watched(1);
        String training = """
                {"loss": "mean_squared_error", "optimizer": {"type": "sgd", "learning_rate": 0.5}, "epochs": 6%s}
                """;
        trainer(training.formatted(""), constant).train();
        trainer(
                        training.formatted(", \"reduce_on_plateau\": {\"monitor\": \"loss\", \"patience\": 2,"
                                + " \"min_delta\": 1000, \"factor\": 0.5}"),
                        reduced)
                .train();
        // Epoch 1 is the best so far; 2 and 3 are not better by 1000, so from the pass after 3 on the rate is halved.
        assertThat(reduced.kernels.get(3)).containsExactly(constant.kernels.get(3));
        double full = constant.kernels.get(4)[0] - constant.kernels.get(3)[0];
        double half = reduced.kernels.get(4)[0] - reduced.kernels.get(3)[0];
        assertThat(half).isCloseTo(full / 2, offset(1e-3 * Math.abs(full)));
    }

    private static Trainer trainer(String training, TrainingObserver observer) {
        return trainer(training, observer, TrainingControl.NONE);
    }

    private static Trainer trainer(String training, TrainingObserver observer, TrainingControl control) {
        NetworkSpec network = new NetworkSpec(
                List.of(Families.dense(
                        null, 1, new ElementwiseActivation.Linear(), new ScaledInitializer.GlorotUniform())),
                null);
        TrainingSpec spec = SpecReader.read(MAPPER.readTree(training), TrainingSpec.class);
        return new Trainer(network, spec, examples(), 3, observer, control);
    }

    private static Examples examples() {
        FMatrixRMaj features = new FMatrixRMaj(32, 2);
        FMatrixRMaj targets = new FMatrixRMaj(32, 1);
        RandomStream random = new RandomStream(1, RandomStream.Purpose.KERNEL, 9);
        for (int i = 0; i < 32; i++) {
            features.set(i, 0, (float) (2 * random.nextUniform() - 1));
            features.set(i, 1, (float) (2 * random.nextUniform() - 1));
            targets.set(i, 0, features.get(i, 0) - features.get(i, 1) + (float) random.nextUniform());
        }
        return new Examples(features, targets);
    }

    /** Keeps what it observes: every so many epochs. */
    private static final class Watched implements TrainingObserver {

        private final int every;
        private final TreeMap<Integer, Double> losses = new TreeMap<>();
        private final TreeMap<Integer, Double> validation = new TreeMap<>();
        private final Map<Integer, float[]> kernels = new TreeMap<>();

        Watched(int every) {
            this.every = every;
        }

        @Override
        public boolean observes(int epoch) {
            return epoch % every == 0;
        }

        @Override
        public void observed(Observation observation) {
            losses.put(observation.epoch(), observation.training().loss());
            if (observation.validation() != null) {
                validation.put(observation.epoch(), observation.validation().loss());
            }
            kernels.put(
                    observation.epoch(),
                    observation.network().layers().get(0).kernel().data.clone());
        }
    }
}
