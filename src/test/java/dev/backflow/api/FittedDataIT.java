package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.datasets.CsvFile;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.uploads.UploadService;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/** A network that was trained on a file is asked without it. */
class FittedDataIT {

    private static final String PLANE = """
            {"spec": {"dataset": {"type": "csv", "dataset": "%s", "target": "label", "scaling": "standardise"},
             "network": {"layers": [{"units": 4, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "epochs": 3, "validation_split": 0.2}}}
            """;

    @TempDir
    Path directory;

    /** Counts the bytes of all files that are looked up. */
    @TestConfiguration
    static class CountedFiles implements CsvFiles {

        final AtomicLong bytes = new AtomicLong();
        private final UploadService uploads;

        CountedFiles(UploadService uploads) {
            this.uploads = uploads;
        }

        @Override
        public Optional<CsvFile> find(String id) {
            Optional<CsvFile> found = uploads.find(id);
            found.ifPresent(file -> bytes.addAndGet(file.bytes().length));
            return found;
        }

        @Bean
        @Primary
        CsvFiles counted() {
            return this;
        }
    }

    private static TestService start(String[] database) {
        return TestService.on(database, "--spring.main.sources=" + CountedFiles.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsReadOfTheFileToPredictAndToDrawTheBoundary(TestDatabase database) {
        String[] arguments = database.create(directory);
        String flowers;
        String plane;
        String answers;
        try (TestService service = start(arguments)) {
            String dataset = upload(service, Flowers.CSV);
            flowers = succeeded(service, Flowers.run(dataset));
            plane = succeeded(service, PLANE.formatted(upload(service, points())));
            assertThat(service.part(CountedFiles.class).bytes.getAndSet(0)).isPositive();
            answers = answers(service, flowers, plane);
            assertThat(service.part(CountedFiles.class).bytes).hasValue(0);
            succeeded(service, Flowers.run(dataset)); // is read to be accepted, not to be trained
            assertThat(service.part(CountedFiles.class).bytes).hasValue(Flowers.CSV.length());
        }
        try (TestService again = start(arguments)) {
            assertThat(answers(again, flowers, plane)).isEqualTo(answers);
            assertThat(again.part(CountedFiles.class).bytes).hasValue(0);
            again.part(JdbcTemplate.class).update("delete from fitted_data");
        }
        try (TestService upgraded = start(arguments)) {
            assertThat(answers(upgraded, flowers, plane)).isEqualTo(answers);
            assertThat(upgraded.part(CountedFiles.class).bytes.getAndSet(0))
                    .isEqualTo(Flowers.CSV.length() + points().length());
        }
        try (TestService after = start(arguments)) {
            assertThat(answers(after, flowers, plane)).isEqualTo(answers);
            assertThat(after.part(CountedFiles.class).bytes).hasValue(0);
            after.delete("/api/v1/runs/" + plane);
            assertThat(after.part(JdbcTemplate.class).queryForList("select run_id from fitted_data", String.class))
                    .contains(flowers)
                    .doesNotContain(plane);
        }
    }

    private static String answers(TestService service, String flowers, String plane) {
        String run = "/api/v1/runs/" + plane;
        String boundary = service.get(run + "/figures/boundary.svg").body();
        assertThat(boundary).contains("300 of 400 examples", "height");
        return service.post("/api/v1/runs/" + flowers + "/predictions", "{\"features\": [[50, 0.2, \"north\"]]}")
                        .body()
                + service.post(run + "/predictions", "{\"features\": [[1, 2], [30, 4]]}")
                        .body()
                + boundary;
    }

    private static String succeeded(TestService service, String run) {
        String id = service.submit(run);
        assertThat(service.ended(id).at("/status/state").asString()).isEqualTo("succeeded");
        return id;
    }

    private static String upload(TestService service, String csv) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv)))
                .json()
                .get("id")
                .asString();
    }

    private static String points() {
        Random random = new Random(1);
        return IntStream.range(0, 400)
                .mapToObj(row -> "%s,%s,%s"
                        .formatted(
                                (float) (10 + random.nextGaussian()),
                                (float) random.nextGaussian(),
                                row % 2 == 0 ? "in" : "out"))
                .collect(Collectors.joining("\n", "height,width,label\n", ""));
    }
}
