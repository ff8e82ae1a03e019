package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everything that can be recorded, over HTTP. */
@ParameterizedClass
@EnumSource
class HistogramsIT {

    private static final List<String> TENSORS = List.of(
            "kernel",
            "bias",
            "kernel_gradient",
            "bias_gradient",
            "pre_activation",
            "activation",
            "pre_activation_gradient",
            "kernel_update");

    @TempDir
    static Path directory;

    static TestService service;
    static String run;

    @org.junit.jupiter.params.Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.on(database.create(directory));
        run = service.submit("""
                {"spec": {"dataset": {"type": "circles", "samples": 60},
                 "network": {"layers": [{"name": "hidden", "units": 6, "activation": "relu"}, "batch_normalization",
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 7, "batch_size": 20},
                 "recording": {"every": 2, "sample": "full", "tensors": %1$s, "histograms": %1$s}, "seed": 7}}
                """.formatted(names()));
        service.ended(run);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
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
    void counts_lie_between_the_minimum_and_the_maximum_and_add_up(String tensor, int elements, String layer) {
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

    private static List<Double> series(String tensor, String statistic, String layer) {
        JsonNode answer = service.get("/api/v1/runs/" + run + "/series?tensor=" + tensor + "&statistic=" + statistic)
                .json();
        assertThat(answer.get("sample").asString()).isEqualTo("full");
        assertThat(answer.get("non_finite").isEmpty()).isTrue();
        return numbers(answer.get("columns").get(layer));
    }

    @ParameterizedTest
    @CsvSource({"from=3&to=6, 2", "from=7, 1", "to=1, 1", "from=8, 0", "from=3&to=3, 0"})
    void only_the_epochs_asked_for_are_answered(String range, int epochs) {
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
    void what_there_is_not_is_refused(String queryAndParameter) {
        String[] parts = queryAndParameter.split(" ");
        Answer answer = histograms(parts[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/parameter").asString()).isEqualTo(parts[1]);
    }
}
