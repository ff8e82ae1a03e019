package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that can be recorded, over HTTP. */
@ParameterizedClass
@EnumSource
class HistogramsIT {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> TENSORS = List.of(
            "kernel",
            "bias",
            "kernel_gradient",
            "bias_gradient",
            "pre_activation",
            "activation",
            "pre_activation_gradient",
            "kernel_update");

    static TestService service;
    static String run;

    @org.junit.jupiter.params.Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.shared(database);
        run = service.submit("""
                {"name": "everything", "spec": {"dataset": {"type": "circles", "samples": 60},
                 "network": {"layers": [{"name": "hidden", "units": 6, "activation": "relu"}, "batch_normalization",
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 7, "batch_size": 20},
                 "recording": {"every": 2, "every_steps": 2, "sample": "full", "tensors": %1$s, "histograms": %1$s}, "seed": 7}}
                """.formatted(names()));
        service.ended(run);
    }

    private static String names() {
        return TENSORS.stream().map(name -> '"' + name + '"').toList().toString();
    }

    private static Answer histograms(String query) {
        return service.get("/api/v1/runs/" + run + "/histograms?" + query);
    }

    private static List<Double> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(number -> number.isNull() ? null : number.doubleValue())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "kernel, 12, hidden",
        "bias, 6, hidden",
        "kernel_gradient, 12, hidden",
        "bias_gradient, 1, output",
        "pre_activation, 360, layer_2",
        "activation, 360, hidden",
        "pre_activation_gradient, 60, output",
        "kernel_update, 12, hidden"
    })
    void countsLieBetweenTheMinimumAndTheMaximumAndAddUp(String tensor, int elements, String layer) {
        JsonNode answer = histograms("tensor=" + tensor + "&layer=" + layer).json();
        assertThat(answer.get("sample").asString()).isEqualTo("full");
        assertThat(numbers(answer.get("epochs"))).containsExactly(0.0, 2.0, 4.0, 6.0, 7.0);
        List<Double> edges = numbers(answer.get("edges"));
        assertThat(edges).hasSize(162).contains(-10000.0, -1e-12, 1e-12, 1.0, 10000.0);
        List<Double> smallest = series(tensor, "min", layer);
        List<Double> largest = series(tensor, "max", layer);
        for (int epoch = 0; epoch < 5; epoch++) {
            List<Double> counts = numbers(answer.get("counts").get(epoch));
            int[] occupied =
                    IntStream.range(0, 163).filter(bin -> counts.get(bin) > 0).toArray();
            boolean none = tensor.equals("kernel_update") && epoch == 0;
            assertThat(counts.stream().mapToDouble(count -> count).sum()).isEqualTo(none ? 0 : elements);
            if (none) {
                assertThat(smallest.get(0)).isNull();
                continue;
            }
            double from = edges.get(occupied[0] - 1);
            double to = edges.get(occupied[occupied.length - 1]);
            assertThat(smallest.get(epoch)).isBetween(from, edges.get(occupied[0]));
            assertThat(largest.get(epoch)).isBetween(edges.get(occupied[occupied.length - 1] - 1), to);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "kernel_gradient", "pre_activation", "activation", "pre_activation_gradient"})
    void stepsInsideEpochsMeetTheEpochsWhereTheseEnd(String tensor) {
        JsonNode steps = steps("tensor=" + tensor + "&statistic=std");
        assertThat(numbers(steps.at("/columns/step")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 10).mapToObj(i -> 2.0 * i).toList());
        assertThat(numbers(steps.at("/columns/epoch")))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 10).mapToObj(i -> 2.0 * i / 3).toList());
        List<Double> atSteps = numbers(steps.at("/columns/hidden"));
        List<Double> atEpochs = series(tensor, "std", "hidden");
        assertThat(List.of(atSteps.get(0), atSteps.get(3), atSteps.get(6), atSteps.get(9)))
                .isEqualTo(atEpochs.subList(0, 4));
        assertThat(atSteps.stream().distinct()).hasSize(11);
    }

    @org.junit.jupiter.api.Test
    void stepsCanBeCutOutAndThinned() {
        String query = "tensor=kernel_update&statistic=l2&layers=hidden";
        assertThat(numbers(steps(query + "&from=5&to=9").at("/columns/step"))).containsExactly(6.0, 8.0);
        JsonNode thinned = steps(query + "&points=6");
        assertThat(thinned.get("thinned").asBoolean()).isTrue();
        assertThat(thinned.at("/columns/step").size()).isBetween(2, 6);
        assertThat(thinned.at("/columns/hidden")).hasSameSizeAs(thinned.at("/columns/step"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "series?tensor=kernel&statistic=std",
                "histograms?tensor=kernel&layer=hidden",
                "signals/forward_gain",
                "signals/saturation",
                "findings",
                "findings?pack=autotrainer"
            })
    void everyAnswerSaysOnWhichExamplesTensorsWereMeasured(String path) {
        assertThat(service.get("/api/v1/runs/" + run + "/" + path)
                        .json()
                        .get("sample")
                        .asString())
                .isEqualTo("full");
    }

    @org.junit.jupiter.api.Test
    void aRunOfWholeEpochsHasNoSteps() {
        String other = service.submit(Specs.SMALL);
        service.ended(other);
        Answer answer = service.get("/api/v1/runs/" + other + "/series?tensor=kernel&statistic=std&axis=step");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("axis", "recording.every_steps");
    }

    @org.junit.jupiter.api.Test
    void exportsHaveTheSameSteps() {
        JsonNode columns =
                steps("tensor=kernel_gradient&statistic=l2&layers=output").get("columns");
        List<String> expected = IntStream.range(0, 11)
                .mapToObj(i -> columns.get("step").get(i) + " "
                        + columns.get("epoch").get(i).asDouble() + " "
                        + columns.get("output").get(i).asDouble())
                .toList();
        List<String[]> rows = service.get("/api/v1/runs/" + run + "/export.csv?layout=steps")
                .body()
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        assertThat(rows.stream()
                        .filter(row -> (row[4] + row[5] + row[6]).equals("outputkernel_gradientl2"))
                        .map(row -> row[2] + " " + Double.valueOf(row[3]) + " " + Double.valueOf(row[7])))
                .isEqualTo(expected);
        assertThat(rows).hasSize(11 * 9 * (2 * 5 + 3 * 3));
        JsonNode document = service.get("/api/v1/runs/" + run + "/export.json").json();
        assertThat(document.get("steps")
                        .valueStream()
                        .map(step -> step.get("step") + " " + step.get("epoch").asDouble() + " "
                                + step.at("/layers/output/kernel_gradient/l2").asDouble()))
                .isEqualTo(expected);
        List<String> lines = service.get("/api/v1/runs/" + run + "/export.ndjson")
                .body()
                .lines()
                .toList();
        assertThat(lines.stream().map(MAPPER::readTree))
                .containsExactlyElementsOf(Stream.concat(
                                document.get("epochs").valueStream(),
                                document.get("steps").valueStream())
                        .toList());
    }

    @org.junit.jupiter.api.Test
    void theEventFileHasTheStepsBesideTheEpochs() {
        String events = service.get("/api/v1/runs/" + run + "/export.tfevents").body();
        for (String tag : List.of("kernel_gradient/l2/output", "pre_activation/mean/hidden")) {
            assertThat(Pattern.compile("(?<!steps/)" + tag).matcher(events).results())
                    .hasSize(5);
            assertThat(Pattern.compile("steps/" + tag).matcher(events).results())
                    .hasSize(11);
        }
    }

    private static JsonNode steps(String query) {
        Answer answer = service.get("/api/v1/runs/" + run + "/series?axis=step&" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel_gradient", "pre_activation"})
    void exportsHaveTheSameHistograms(String tensor) {
        JsonNode answer = histograms("tensor=" + tensor + "&layer=hidden").json();
        List<Double> edges = numbers(answer.get("edges"));
        List<String> expected = new java.util.ArrayList<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            for (int bin = 0; bin < 163; bin++) {
                int count = answer.get("counts").get(epoch).get(bin).asInt();
                if (count > 0) {
                    expected.add(answer.get("epochs").get(epoch) + " " + edges.get(bin - 1) + " " + edges.get(bin) + " "
                            + count);
                }
            }
        }
        List<String> rows = service.get("/api/v1/runs/" + run + "/export.csv?layout=histograms")
                .body()
                .lines()
                .map(line -> line.split(","))
                .filter(row -> row[3].equals("hidden") && row[4].equals(tensor))
                .map(row -> row[2] + " " + Double.valueOf(row[5]) + " " + Double.valueOf(row[6]) + " " + row[7])
                .toList();
        assertThat(rows).isEqualTo(expected);
        List<String> objects = new java.util.ArrayList<>();
        for (JsonNode epoch :
                service.get("/api/v1/runs/" + run + "/export.json").json().get("epochs")) {
            JsonNode histogram = epoch.at("/layers/hidden/" + tensor + "/histogram");
            for (int i = 0; i < histogram.get("count").size(); i++) {
                objects.add(epoch.get("epoch") + " "
                        + histogram.get("lower").get(i).asDouble() + " "
                        + histogram.get("upper").get(i).asDouble() + " "
                        + histogram.get("count").get(i));
            }
        }
        assertThat(objects).isEqualTo(expected);
    }

    private static List<Double> series(String tensor, String statistic, String layer) {
        JsonNode answer = service.get("/api/v1/runs/" + run + "/series?tensor=" + tensor + "&statistic=" + statistic)
                .json();
        assertThat(answer.get("sample").asString()).isEqualTo("full");
        assertThat(answer.get("non_finite").isEmpty()).isTrue();
        return numbers(answer.get("columns").get(layer));
    }

    @ParameterizedTest
    @CsvSource({"from=3&to=6, 2", "from=7, 1", "to=1, 1", "from=8, 0", "from=3&to=3, 0"})
    void onlyTheEpochsAskedForAreAnswered(String range, int epochs) {
        JsonNode answer = histograms("tensor=kernel&layer=hidden&" + range).json();
        assertThat(answer.get("epochs").size()).isEqualTo(epochs);
        assertThat(answer.get("counts").size()).isEqualTo(epochs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tensor=kernel layer",
                "layer=hidden tensor",
                "tensor=soul&layer=hidden tensor",
                "tensor=kernel&layer=layer_2 layer",
                "tensor=kernel&layer=nobody layer",
                "tensor=kernel&layer=hidden&from=3&to=2 from",
                "tensor=kernel&layer=hidden&colour=red colour"
            })
    void whatThereIsNotIsRefused(String queryAndParameter) {
        String[] parts = queryAndParameter.split(" ");
        Answer answer = histograms(parts[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo(parts[1]);
    }
}
