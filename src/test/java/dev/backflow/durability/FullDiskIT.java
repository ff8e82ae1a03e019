package dev.backflow.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backflow.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 on a disk that others fill: a small one, which only root can mount. */
class FullDiskIT {

    private static final int SPACE_LEFT = 300_000;
    private static final String ONE_WORKER = "--backflow.worker.threads=1";
    private static final String NO_RESERVE = "--backflow.disk-reserve=0B";

    @TempDir
    Path directory;

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static HttpRequest.Builder upload(ServiceProcess service) {
        return HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("x,y\n0,1\n1,0\n"));
    }

    private static HttpRequest.Builder cancel(ServiceProcess service, String id) {
        return HttpRequest.newBuilder(service.address("/api/v1/runs/" + id + "/cancel"))
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private static HttpRequest.Builder delete(ServiceProcess service, String path) {
        return HttpRequest.newBuilder(service.address(path)).DELETE();
    }

    /** All that is left now; what is given up meanwhile stays free. */
    private static void fillWhatIsLeft(Path disk, Path ballast) throws IOException {
        long left = Files.getFileStore(disk).getUsableSpace();
        byte[] block = new byte[10_000];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException e) {
            // the database was faster with the last of it
        }
    }

    /** Until a little is left. */
    private static void fill(Path disk, Path ballast) throws IOException {
        byte[] block = new byte[10_000];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(disk).getUsableSpace() > SPACE_LEFT) {
                out.write(block);
            }
        }
    }

    @Test
    void onAFullDiskNoRunIsAcceptedThatIsNotThereAndWithSpaceAgainAllGoesOn() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()), "needs a small disk");
        try {
            String[] database = TestDatabase.H2.create(disk);
            Path ballast = disk.resolve("ballast");
            Map<String, String> accepted = new HashMap<>();
            Map<String, String> refused = new HashMap<>();
            try (ServiceProcess service = ServiceProcess.start(directory, database, ONE_WORKER, NO_RESERVE)) {
                fill(disk, ballast);
                for (int i = 0; refused.size() < 5 && i < 1000; i++) {
                    String key = "run-" + i + "-end";
                    HttpResponse<String> answer = service.post(key, Trainings.epochs(key, 300));
                    (answer.statusCode() == 202 ? accepted : refused).put(key, answer.body());
                    assertThat(answer.statusCode()).as(answer.body()).isIn(202, 503);
                }
                assertThat(accepted).isNotEmpty();
                assertThat(refused)
                        .hasSize(5)
                        .allSatisfy((key, body) -> assertThat(body).contains("database-unavailable"));
                Files.delete(ballast);
                await().ignoreExceptions().until(() -> {
                    accepted.put(
                            "again", "{\"id\":\"" + service.submit("again", Trainings.epochs("again", 300)) + "\"");
                    return true;
                });
                service.kill();
            }
            try (ServiceProcess service = ServiceProcess.start(directory, database, ONE_WORKER, NO_RESERVE)) {
                for (String key : refused.keySet()) {
                    accepted.put(key, "{\"id\":\"" + service.submit(key, Trainings.epochs(key, 300)) + "\"");
                }
                for (Map.Entry<String, String> run : accepted.entrySet()) {
                    String id = run.getValue().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
                    await().pollDelay(Duration.ZERO)
                            .until(() -> service.json("/api/v1/runs/" + id)
                                    .at("/status/state")
                                    .asString()
                                    .equals("succeeded"));
                    assertThat(service.json("/api/v1/runs?name=" + run.getKey())
                                    .get("items")
                                    .size())
                            .isOne();
                }
            }
            System.out.printf("full disk: %d accepted, %d refused, lost 0%n", accepted.size() - 6, refused.size());
        } finally {
            succeeds("umount", "-l", disk.toString());
        }
    }

    @Test
    void onAFullDiskRunsAndDataSetsAreCancelledAndDeletedAtOnce() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()), "needs a small disk");
        String[] options = {ONE_WORKER, "--backflow.disk-reserve=8MB"};
        try {
            String[] database = TestDatabase.H2.create(disk);
            Path ballast = disk.resolve("ballast");
            Path reserve = disk.resolve(database[0].replaceFirst(".*/", "")).resolve("backflow.reserve");
            String running;
            String queued;
            String old;
            try (ServiceProcess service = ServiceProcess.start(directory, database, options)) {
                String dataset = ServiceProcess.id(service.send(upload(service)));
                old = service.submit("old", Trainings.epochs("old", 300));
                await().until(() -> state(service, old).equals("succeeded"));
                running = service.submit("running", Trainings.epochs("running", 900_000));
                queued = service.submit("queued", Trainings.epochs("queued", 30));
                await().until(() -> state(service, running).equals("running") && Files.exists(reserve));
                fillWhatIsLeft(disk, ballast);
                await().pollInterval(Duration.ofMillis(50)).until(() -> Files.notExists(reserve));

                assertThat(service.send(cancel(service, running)).statusCode()).isEqualTo(202);
                assertThat(service.send(cancel(service, queued)).statusCode()).isEqualTo(202);
                for (String path : List.of("/api/v1/runs/" + old, "/api/v1/datasets/" + dataset)) {
                    assertThat(service.send(delete(service, path)).statusCode()).isEqualTo(204);
                    assertThat(service.send(HttpRequest.newBuilder(service.address(path)))
                                    .statusCode())
                            .isEqualTo(404);
                }
                assertThat(state(service, running)).isEqualTo("cancelled");
                assertThat(service.send(upload(service)).body()).contains("database-unavailable");
                assertThat(service.post("more", Trainings.epochs("more", 30)).body())
                        .contains("database-unavailable");
                service.kill();
            }
            try (ServiceProcess service = ServiceProcess.start(directory, database, options)) {
                assertThat(state(service, running)).isEqualTo("cancelled");
                assertThat(state(service, queued)).isEqualTo("cancelled");
                assertThat(service.send(delete(service, "/api/v1/runs/" + queued))
                                .statusCode())
                        .isEqualTo(204);
                Files.delete(ballast);
                await().until(() -> Files.exists(reserve));
                String more = service.submit("more", Trainings.epochs("more", 30));
                await().until(() -> state(service, more).equals("succeeded"));
                assertThat(service.json("/api/v1/runs").get("items")).hasSize(2);
            }
        } finally {
            succeeds("umount", "-l", disk.toString());
        }
    }

    private static String state(ServiceProcess service, String id) {
        return service.json("/api/v1/runs/" + id).at("/status/state").asString();
    }
}
