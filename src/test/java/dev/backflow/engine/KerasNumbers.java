package dev.backflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.spec.SpecReader;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.ejml.data.FMatrixRMaj;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Numbers that Keras itself computed; {@code make.py} beside them says how. */
public final class KerasNumbers {

    private static final Path FOLDER = Path.of("src/test/resources/golden-keras");

    private KerasNumbers() {}

    public static Stream<JsonNode> cases(String name) {
        JsonNode cases = new JsonMapper().readTree(FOLDER.resolve(name + ".json"));
        return StreamSupport.stream(cases.spliterator(), false);
    }

    public static Activation activation(JsonNode spec) {
        return SpecReader.read(member(spec), HasActivation.class).member();
    }

    public static Loss loss(JsonNode spec) {
        return SpecReader.read(member(spec), HasLoss.class).member();
    }

    public static Metric metric(JsonNode spec) {
        return SpecReader.read(member(spec), HasMetric.class).member();
    }

    private static ObjectNode member(JsonNode spec) {
        ObjectNode holder = JsonNodeFactory.instance.objectNode();
        holder.set("member", spec);
        return holder;
    }

    public record HasActivation(Activation member) {}

    public record HasLoss(Loss member) {}

    public record HasMetric(Metric member) {}

    /** Rows of the file are examples, which here are columns. */
    public static FMatrixRMaj columns(JsonNode rows) {
        return columns(rows, 0, rows.size());
    }

    public static FMatrixRMaj columns(JsonNode rows, int from, int to) {
        FMatrixRMaj columns = new FMatrixRMaj(rows.get(0).size(), to - from);
        for (int example = from; example < to; example++) {
            for (int unit = 0; unit < columns.numRows; unit++) {
                columns.set(
                        unit, example - from, (float) number(rows.get(example).get(unit)));
            }
        }
        return columns;
    }

    public static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }

    public static void assertClose(JsonNode expected, FMatrixRMaj actual, double absolute, double relative) {
        for (int example = 0; example < actual.numCols; example++) {
            for (int unit = 0; unit < actual.numRows; unit++) {
                double exact = number(expected.get(example).get(unit));
                String place = "example " + example + ", unit " + unit;
                assertClose(exact, actual.get(unit, example), absolute, relative, place);
            }
        }
    }

    /** What is beyond single precision is infinite there. */
    public static void assertClose(double expected, double actual, double absolute, double relative, String what) {
        boolean infinite = Float.isInfinite((float) expected);
        double error = infinite ? (actual == (float) expected ? 0 : 1) : Math.abs(actual - expected);
        double tolerance = infinite ? 0 : absolute + relative * Math.abs(expected);
        assertThat(error).as("%s: expected %s, got %s", what, expected, actual).isLessThanOrEqualTo(tolerance);
    }
}
