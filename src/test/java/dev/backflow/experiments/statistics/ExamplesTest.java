package dev.backflow.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SciPy, statsmodels and rliable compute; {@code statistics/make.py} has made the examples. */
class ExamplesTest {

    private static Stream<JsonNode> examples(String kind) {
        try (InputStream file = new ClassPathResource("statistics/examples.json").getInputStream()) {
            return List.copyOf(new JsonMapper().readTree(file).get(kind).values()).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<JsonNode> shares() {
        return examples("shares");
    }

    static Stream<JsonNode> interquartileMeans() {
        return examples("interquartile_means");
    }

    static Stream<JsonNode> comparisons() {
        return examples("comparisons");
    }

    static Stream<JsonNode> holm() {
        return examples("holm");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("shares")
    void anIntervalOfAShareIsThatOfScipyAndStatsmodels(JsonNode example) {
        Share share = Share.of(example.get("count").asInt(), example.get("of").asInt());
        assertThat(share.interval().low()).isCloseTo(example.get("low").asDouble(), within(1e-12));
        assertThat(share.interval().high()).isCloseTo(example.get("high").asDouble(), within(1e-12));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("interquartileMeans")
    void anInterquartileMeanIsThatOfScipyAndRliable(JsonNode example) {
        double[] values = numbers(example.get("values"));
        InterquartileMean mean =
                InterquartileMean.of(values, example.get("seed").asLong());
        double scale = Math.max(1, Math.abs(values[0]));
        assertThat(mean.value()).isCloseTo(example.get("value").asDouble(), within(1e-12 * scale));
        assertInterval(mean.interval(), example, 1e-10 * scale);
        assertThat(InterquartileMean.quantiles(values, 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1))
                .containsExactly(numbers(example.get("quantiles")), within(1e-12 * scale));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("comparisons")
    void aComparisonIsThatOfScipyAndRliable(JsonNode example) {
        double[] a = numbers(example.get("a"));
        double[] b = numbers(example.get("b"));
        PairedComparison comparison = PairedComparison.of(
                ComparisonLawsTest.bySeed(a),
                ComparisonLawsTest.bySeed(b),
                Better.HIGHER,
                example.get("seed").asLong());
        double scale = Math.max(1, Arrays.stream(a).max().orElseThrow());
        assertThat(comparison.pairs()).isEqualTo(a.length);
        assertThat(comparison.meanDifference()).isCloseTo(example.get("mean").asDouble(), within(1e-12 * scale));
        assertThat(comparison.p()).isCloseTo(example.get("p").asDouble(), within(1e-12));
        assertInterval(comparison.interval(), example, 1e-10 * scale);
        assertThat(comparison.probabilityOfImprovement())
                .isCloseTo(example.get("improvement").asDouble(), within(1e-12));
        JsonNode correlation = example.get("correlation");
        if (correlation.isNull()) {
            assertThat(comparison.correlation()).isNull();
        } else {
            assertThat(comparison.correlation()).isCloseTo(correlation.asDouble(), within(1e-12));
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("holm")
    void adjustedValuesAreThoseOfStatsmodels(JsonNode example) {
        assertThat(Judgement.holm(numbers(example.get("p"))))
                .containsExactly(numbers(example.get("adjusted")), within(1e-15));
    }

    private static void assertInterval(@Nullable Interval interval, JsonNode example, double tolerance) {
        if (!example.has("low")) {
            assertThat(interval).isNull();
            return;
        }
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(example.get("low").asDouble(), within(tolerance));
        assertThat(interval.high()).isCloseTo(example.get("high").asDouble(), within(tolerance));
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }
}
