package dev.backflow.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One training, step by step, as float64 automatic differentiation with Keras 3's update rules computed it. Replaying
 * these files in Keras 3.15.1 agrees to 3e-6.
 */
public record GoldenTrace(JsonNode json) {

    public static final double ABSOLUTE = 2e-5;
    public static final double RELATIVE = 1e-4;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Map<String, String> WIRE_NAMES = Map.of(
            "learningRate",
            "learning_rate",
            "beta1",
            "beta_1",
            "beta2",
            "beta_2",
            "weightDecay",
            "weight_decay",
            "initialAccumulatorValue",
            "initial_accumulator_value");

    public static GoldenTrace named(String name) {
        return read(FOLDER.resolve(name + ".json"));
    }

    public static List<GoldenTrace> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(GoldenTrace::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenTrace read(Path file) {
        return new GoldenTrace(MAPPER.readTree(file));
    }

    public String name() {
        return json.get("name").asString();
    }

    /** The run that repeats this trace, as it is posted. */
    public ObjectNode spec() {
        ObjectNode spec = MAPPER.createObjectNode();
        ObjectNode dataset = spec.putObject("dataset").put("type", "inline");
        dataset.set("features", json.get("x"));
        dataset.set("targets", json.get("y"));
        ObjectNode network = spec.putObject("network");
        ArrayNode layers = network.putArray("layers");
        json.get("layers").forEach(layer -> layers.add(regularized((ObjectNode) layer.deepCopy())));
        network.set("initial_weights", json.get("initialWeights"));
        ObjectNode training = spec.putObject("training");
        training.put("loss", json.get("loss").asString());
        ObjectNode optimizer = training.putObject("optimizer");
        json.get("optimizer")
                .properties()
                .forEach(e -> optimizer.set(WIRE_NAMES.getOrDefault(e.getKey(), e.getKey()), e.getValue()));
        optimizer.set("clipnorm", json.get("clipNorm"));
        optimizer.set("clipvalue", json.get("clipValue"));
        training.set("epochs", json.get("epochs"));
        training.set("batch_size", json.get("batchSize"));
        training.put("shuffle", false);
        return spec;
    }

    /** The files penalize all kernels alike. */
    private ObjectNode regularized(ObjectNode layer) {
        if (l1() > 0 || l2() > 0) {
            layer.putObject("kernel_regularizer")
                    .put("type", "l1_l2")
                    .put("l1", l1())
                    .put("l2", l2());
        }
        return layer;
    }

    private double l1() {
        return json.at("/regularization/l1").asDouble();
    }

    private double l2() {
        return json.at("/regularization/l2").asDouble();
    }

    public int batchSize() {
        return json.get("batchSize").asInt();
    }

    public int epochs() {
        return json.get("epochs").asInt();
    }

    /** Of all examples, as Keras reports it: the files leave the penalty out here, which follows from their kernels. */
    public double loss(int epoch) {
        double loss = json.at("/expected/epochs/" + epoch + "/loss").asDouble();
        int inputs = json.get("inputs").asInt();
        for (int layer = 0; layer < json.get("layers").size(); layer++) {
            int units = json.at("/layers/" + layer + "/units").asInt();
            JsonNode kernel = kernel(epoch, layer);
            loss += l1() * kernel.get("meanAbs").asDouble() * inputs * units;
            loss += l2() * Math.pow(kernel.get("l2").asDouble(), 2);
            inputs = units;
        }
        return loss;
    }

    /** Of the batch that opens the pass after {@code epoch}. */
    public double firstBatchLoss(int epoch) {
        int batches = (json.get("x").size() + batchSize() - 1) / batchSize();
        return json.at("/expected/batchLossesWithPenalty/" + epoch * batches).asDouble();
    }

    /** Keys are {@code mean}, {@code std}, {@code min}, {@code max}, {@code l2}, {@code meanAbs}. */
    public JsonNode kernel(int epoch, int layer) {
        return json.at("/expected/epochs/" + epoch + "/kernels/" + layer);
    }

    /** Of the first batch after {@code epoch} passes; the files count it to the pass that it opens. */
    public JsonNode firstBatchKernelGradient(int epoch, int layer) {
        return json.at("/expected/epochs/" + (epoch + 1) + "/firstBatchKernelGradients/" + layer);
    }

    public double[] finalKernel(int layer) {
        return numbers(json.at("/expected/finalWeights/" + layer + "/kernel"));
    }

    public double[] finalBias(int layer) {
        return numbers(json.at("/expected/finalWeights/" + layer + "/bias"));
    }

    public double[] predictionsOfFirst8() {
        return numbers(json.at("/expected/predictionsOfFirst8"));
    }

    private static double[] numbers(JsonNode nested) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode element : nested) {
            if (element.isArray()) {
                element.forEach(number -> numbers.add(number.asDouble()));
            } else {
                numbers.add(element.asDouble());
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public String toString() {
        return name();
    }
}
