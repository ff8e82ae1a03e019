package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A store that has been through every earlier version, with a run that each of them stored. */
class EarlierVersionsIT {

    private static final List<String> VERSIONS =
            List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10", "11");

    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    static class SchemaAlone {}

    private static String script(String version) {
        boolean first = version.equals("1") || version.equals("2");
        Path file = Path.of("src/test/resources/migrations", first ? "run-of-1-and-2.sql" : "run-of-3-to-10.sql");
        try {
            return Files.readString(file).replace("${id}", "version-" + version);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsOfEachAreServedAndForked(TestDatabase database, @TempDir Path directory) {
        String[] arguments = database.create(directory);
        for (String version : VERSIONS) {
            try (ConfigurableApplicationContext old =
                    TestDatabase.start(SchemaAlone.class, arguments, "--spring.flyway.target=" + version)) {
                old.getBean(JdbcTemplate.class).execute(script(version));
            }
        }
        try (TestService service = TestService.on(arguments)) {
            assertThat(service.ids("?label=study:old")).hasSize(VERSIONS.size());
            assertThat(service.part(JdbcTemplate.class)
                            .queryForObject("select count(*) from layer_epoch_statistics where l2 > 11", Long.class))
                    .isEqualTo(VERSIONS.size() * 4 * 3L);
            VERSIONS.forEach(version -> assertServed(service, "version-" + version));
        }
    }

    private static void assertServed(TestService service, String id) {
        String address = "/api/v1/runs/" + id;
        JsonNode run = service.get(address).json();
        assertThat(run.get("name").asString()).isEqualTo("stored at " + id);
        assertThat(run.at("/status/state").asString()).isEqualTo("succeeded");
        assertThat(run.get("pinned").asBoolean()).isFalse();
        assertColumn(service, address + "/metrics", "accuracy", 0.75);
        assertColumn(service, address + "/series?tensor=kernel_gradient&statistic=std", "hidden", 4);
        assertColumn(service, address + "/series?tensor=kernel_gradient&statistic=rms", "hidden", 5);
        assertColumn(service, address + "/series?tensor=kernel&statistic=l2", "output", 5 * Math.sqrt(5));
        for (String path : List.of("/findings", "/figures/gradients.svg", "/export.csv", "/export.json")) {
            assertThat(service.get(address + path).status()).as(path).isEqualTo(200);
        }
        TestService.Answer fork = service.post(address + "/fork", "{}");
        assertThat(fork.status()).as(fork.body()).isEqualTo(202);
        assertThat(service.ended(fork.json().get("id").asString())
                        .at("/status/state")
                        .asString())
                .isEqualTo("succeeded");
        assertThat(service.delete(address).status()).isEqualTo(204);
    }

    private static void assertColumn(TestService service, String path, String column, double last) {
        JsonNode numbers = service.get(path).json().at("/columns/" + column);
        assertThat(numbers.size()).as(path).isEqualTo(3);
        assertThat(numbers.get(2).asDouble()).isCloseTo(last, within(1e-12));
    }
}
