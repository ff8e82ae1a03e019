package dev.backflow.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.durability.Trainings;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.env.Environment;

/** What whoever operates the service sees on the management port. */
class ManagementIT {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");

    private static TestService.Answer managed(TestService service, String path) {
        return service.send(HttpRequest.newBuilder(service.managed(path)));
    }

    private static double value(TestService service, String sample) {
        return managed(service, "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void onlyHealthMetersAndTheListOfPartsAreThere() {
        TestService service = TestService.shared();
        for (String path : List.of("/health", "/health/liveness", "/health/readiness", "/prometheus")) {
            assertThat(managed(service, "/actuator" + path).status()).as(path).isEqualTo(200);
        }
        if (getClass().getResource("/META-INF/sbom/application.cdx.json") != null) { // not built without a network
            assertThat(managed(service, "/actuator/sbom/application").status()).isEqualTo(200);
        }
        for (String path : List.of(
                "",
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/info",
                "/loggers",
                "/metrics",
                "/mappings",
                "/shutdown",
                "/threaddump",
                "/flyway",
                "/scheduledtasks",
                "/conditions",
                "/httpexchanges")) {
            assertThat(managed(service, "/actuator" + path).status()).as(path).isEqualTo(404);
        }
        assertThat(managed(service, "/api/v1/runs").status()).isEqualTo(404);
        assertThat(service.get("/actuator/health").status()).isEqualTo(404);
        assertThat(managed(service, "/actuator/health").body()).doesNotContain("components", "jdbc");
    }

    @Test
    void onlyThisMachineReachesItUnlessToldOtherwise() {
        Environment environment = TestService.shared().part(Environment.class);
        assertThat(environment.getProperty("management.server.address")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void aRunMovesTheMeters(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            String id = service.submit(Trainings.epochs("metered", 40));
            service.ended(id);
            service.get("/api/v1/runs/nobody");
            service.get("/api/v1/runs?color=red");
            service.get("/api/v1/nowhere");
            await().untilAsserted(() -> {
                assertThat(value(service, "backflow_epochs_total")).isEqualTo(40);
                assertThat(value(service, "backflow_run_wait_seconds_count")).isEqualTo(1);
                assertThat(value(service, "backflow_run_time_seconds_count{state=\"succeeded\"}"))
                        .isEqualTo(1);
                assertThat(value(service, "backflow_save_seconds_count")).isPositive();
                assertThat(value(service, "backflow_pending_bytes")).isZero();
            });
            assertThat(value(service, "backflow_refusals_total{type=\"no-such-run\"}"))
                    .isEqualTo(1);
            assertThat(value(service, "backflow_refusals_total{type=\"invalid-parameter\"}"))
                    .isEqualTo(1);
            assertThat(value(service, "backflow_refusals_total{type=\"http-404\"}"))
                    .isEqualTo(1);
            assertThat(names(service))
                    .contains(
                            "backflow_runs",
                            "backflow_streams",
                            "backflow_workers",
                            "hikaricp_connections_active",
                            "dbscheduler_task_completions_total",
                            "http_server_requests_seconds_count",
                            "jvm_memory_used_bytes",
                            "process_cpu_usage");
        }
    }

    /** Names of meters and their labels, without what the labels say. */
    private static Set<String> names(TestService service) {
        return SAMPLE.matcher(managed(service, "/actuator/prometheus").body())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long samples(TestService service) {
        return SAMPLE.matcher(managed(service, "/actuator/prometheus").body())
                .results()
                .map(MatchResult::group)
                .filter(sample ->
                        !sample.startsWith("jvm_")) // pauses of the garbage collector have labels of their own
                .count();
    }

    @Test
    void whatClientsSendMakesNoNewLabels(@TempDir Path directory) {
        try (TestService service = TestService.start(directory)) {
            sendAnything(service, 0);
            long before = samples(service);
            for (int i = 1; i < 40; i++) {
                sendAnything(service, i);
            }
            assertThat(samples(service)).isEqualTo(before);
            assertThat(managed(service, "/actuator/prometheus").body()).doesNotContain("nobody");
        }
    }

    private static void sendAnything(TestService service, int i) {
        Stream.of(
                        "/api/v1/runs/nobody" + i,
                        "/nobody" + i + "/x",
                        "/api/v1/runs?nobody" + i + "=1",
                        "/api/v1/runs/nobody" + i + "/figures/nobody" + i + ".svg",
                        "/assets/nobody" + i + ".js")
                .forEach(service::get);
        service.post("/api/v1/presets/nobody" + i, "");
        service.post("/api/v1/runs", "{\"nobody" + i + "\": 1}");
        service.delete("/api/v1/runs/nobody" + i);
        service.send(HttpRequest.newBuilder(service.address("/api/v1/runs"))
                .method("NOBODY" + i, HttpRequest.BodyPublishers.noBody()));
    }
}
