package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Columns of ended runs are read again and again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponseCacheIT {

    /** As much as a chart may ask for: 10,000 epochs of 20 layers. */
    private static final String LONG = """
            {"spec": {
              "dataset": {"type": "inline", "features": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]},
              "network": {"layers": [{"name": "hidden", "repeat": 19, "units": 2, "activation": "tanh"},
                                     {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "epochs": EPOCHS},
              "recording": {"tensors": ["kernel_gradient"]}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestService service = TestService.shared();

    private String submitted(String epochs) {
        return service.post("/api/v1/runs", LONG.replace("EPOCHS", epochs))
                .json()
                .get("id")
                .asString();
    }

    private static String series(String id) {
        return "/api/v1/runs/" + id + "/series?tensor=kernel_gradient&statistic=std";
    }

    private HttpResponse<byte[]> compressed(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.address(path))
                .header("Accept-Encoding", "gzip")
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void allEpochsOfAllLayersAreTheSameCompressedOrNotAndHoweverOften() throws Exception {
        String id = submitted("9999");
        service.ended(id);
        String plain = service.get(series(id)).body();
        assertThat(service.get(series(id)).json().at("/columns/hidden_19")).hasSize(10_000);
        long[] nanos = new long[300];
        for (int i = 0; i < nanos.length; i++) {
            long from = System.nanoTime();
            HttpResponse<byte[]> answer = compressed(series(id));
            nanos[i] = System.nanoTime() - from;
            if (i < 2 || i == nanos.length - 1) {
                assertThat(text(answer)).isEqualTo(plain);
            }
        }
        long first = nanos[0];
        Arrays.sort(nanos, 1, nanos.length);
        System.out.printf(
                "series of 10,000 epochs × 20 layers, gzip: first %d ms; then median %.1f ms, p99 %.1f ms of %d%n",
                first / 1_000_000, nanos[150] / 1e6, nanos[297] / 1e6, nanos.length - 1);
    }

    @Test
    void whatMayStillChangeIsReadAnew() throws Exception {
        String id = submitted("1000000");
        await().until(() -> points(id) > 0);
        int before = points(id);
        await().until(() -> points(id) > before);
        service.post("/api/v1/runs/" + id + "/cancel", "");
        service.ended(id);
        String after = text(compressed(series(id)));
        assertThat(after).isEqualTo(service.get(series(id)).body());
        assertThat(service.delete("/api/v1/runs/" + id).status()).isEqualTo(204);
        assertThat(compressed(series(id)).statusCode()).isEqualTo(404);
    }

    private int points(String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = compressed(series(id));
        String json = answer.headers().firstValue("content-encoding").isPresent()
                ? text(answer)
                : new String(answer.body(), StandardCharsets.UTF_8);
        return new JsonMapper().readTree(json).at("/columns/epoch").size();
    }
}
