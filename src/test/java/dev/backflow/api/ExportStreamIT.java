package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import dev.backflow.exports.Exporter;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistics;
import dev.backflow.recording.Tensor;
import dev.backflow.recording.TensorRecord;
import dev.backflow.storage.EncodedRecords;
import dev.backflow.storage.RecordedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of more than 100 MB, from a service that has two database connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportStreamIT {

    private static final int EPOCHS = 1800;
    private static final long MEGABYTE = 1 << 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private TestService service;
    private String run;

    @BeforeAll
    void record(@TempDir Path directory) {
        service = TestService.start(directory, "--spring.datasource.hikari.maximum-pool-size=2");
        run = submit(EPOCHS);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** A run of 20 layers to which epochs are added as a training would. */
    private String submit(int epochs) {
        String id = service.submit("""
                {"name": "large", "spec": {"dataset": {"type": "circles", "samples": 8},
                  "network": {"layers": [{"name": "hidden", "repeat": 19, "units": 2}, {"units": 1}]},
                  "training": {"loss": "mse", "optimizer": "sgd", "epochs": 0}}}
                """);
        service.ended(id);
        List<String> layers = Stream.concat(
                        IntStream.rangeClosed(1, 19).mapToObj(i -> "hidden_" + i), Stream.of("output"))
                .toList();
        for (int from = 1; from < epochs; from += 256) {
            List<EpochRecord> records = IntStream.range(from, Math.min(from + 256, epochs))
                    .mapToObj(epoch -> epoch(epoch, layers))
                    .toList();
            service.part(RecordedRuns.class).append(List.of(EncodedRecords.of(id, records, List.of())));
        }
        return id;
    }

    private EpochRecord epoch(int epoch, List<String> layers) {
        List<TensorRecord> tensors = layers.stream()
                .flatMap(layer -> Stream.of(
                                Tensor.KERNEL,
                                Tensor.KERNEL_GRADIENT,
                                Tensor.ACTIVATION,
                                Tensor.PRE_ACTIVATION_GRADIENT)
                        .map(tensor -> new TensorRecord(layer, tensor, statistics())))
                .toList();
        return new EpochRecord(epoch, Map.of("loss", random.nextDouble()), tensors, List.of(), List.of());
    }

    private Statistics statistics() {
        double x = random.nextGaussian();
        return new Statistics(x, Math.abs(x) / 3, x / 5, x / 7, x / 11, x / 13, 4, 0);
    }

    private InputStream export(String id, String file) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.address("/api/v1/runs/" + id + "/export." + file))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** What cannot be collected, server and client together; every 8 MB of the stream. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "csv?layout=wide", "ndjson", "json", "tfevents"})
    void theHeapGrowsByLessThan32MegabytesHoweverMuchIsStreamed(String file) throws Exception {
        long before = used();
        long read = 0;
        long most = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = export(run, file)) {
            long next = 8 * MEGABYTE;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
                if (read >= next) {
                    next += 8 * MEGABYTE;
                    most = Math.max(most, used() - before);
                }
            }
        }
        System.out.printf("%s: %d MB streamed, the heap grew by %.1f MB%n", file, read / MEGABYTE, most / 1e6);
        assertThat(read).isGreaterThan((file.equals("csv") ? 100 : 10) * MEGABYTE);
        assertThat(most).isLessThan(32 * MEGABYTE);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void whoReadsSlowlyHoldsNoConnectionAndSeesThatADeletedRunIsIncomplete() throws Exception {
        String id = submit(EPOCHS);
        try (InputStream in = export(id, "csv");
                InputStream other = export(run, "csv")) {
            in.readNBytes(1000);
            other.readNBytes(1000);
            assertThat(service.get("/api/v1/runs").status()).isEqualTo(200);
            assertThat(service.delete("/api/v1/runs/" + id).status()).isEqualTo(204);
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsExport() throws Exception {
        try (InputStream in = export(run, "csv")) {
            in.readNBytes(1000);
            assertThat(exporting()).isTrue();
        }
        await().until(() -> !exporting());
    }

    private static boolean exporting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(Exporter.class.getName()));
    }
}
