package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.api.Mutations.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is almost a request is either done or refused by a problem: it never breaks the service, shows nothing of
 * its inside, and leaves no trace unless it was accepted. {@code -Dbackflow.mutations=20000} tries more than usual,
 * {@code -Dbackflow.mutations.seed} others.
 */
class MutationsIT {

    private static final int COUNT = Integer.getInteger("backflow.mutations", 1000);
    private static final long SEED = Long.getLong("backflow.mutations.seed", 15);

    private static final Pattern INSIDE =
            Pattern.compile("(?i)Exception\\b|java\\.|\\bat [a-z]+\\.[a-z.]+\\(|springframework|hibernate|jdbc|org\\.h2"
                    + "|psql|jackson|dev\\.backflow|insert into|select .* from|stack ?trace");

    private static final Pattern RUN = Pattern.compile("\"id\":\"([^\"]+)\",\"name\"");

    private static final String RECORDING_ALL = Specs.SMALL.replace(
            "\"seed\": 7",
            "\"recording\": {\"tensors\": [\"kernel\", \"kernel_gradient\", \"activation\","
                    + " \"pre_activation_gradient\"], \"histograms\": [\"kernel\", \"kernel_gradient\"],"
                    + " \"every_steps\": 1, \"keep_checkpoints\": {\"type\": \"every\", \"epochs\": 2}}, \"seed\": 7");

    private static final String SPEC =
            Specs.SMALL.substring(Specs.SMALL.indexOf("\"spec\":") + 7).strip().replaceFirst("}$", "");

    private final Set<String> expected = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    private TestService service;

    @ParameterizedTest
    @EnumSource
    void everyRequestIsDoneOrRefusedByAProblem(TestDatabase database, @TempDir Path directory) throws IOException {
        String[] own = database.create(directory);
        try (TestService trainer = TestService.on(own)) {
            prepare(trainer);
        }
        try (TestService only = TestService.on(own, "--backflow.worker.threads=0", "--backflow.limits.queue=1000000")) {
            service = only;
            expected.addAll(stored());
            Mutations mutations =
                    new Mutations(ApiDocument.parse(service.get("/v3/api-docs").body()), SEED);
            for (int i = 0; i < COUNT && faults.size() < 20; i++) {
                Request request = mutations.next();
                check(request, sent(request));
            }
            System.out.printf("%d mutations on %s, by status: %s%n", COUNT, database, statuses);
            assertThat(faults).isEmpty();
            assertThat(stored()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void prepare(TestService trainer) {
        for (int i = 0; i < 3; i++) {
            trainer.ended(trainer.submit(RECORDING_ALL));
            trainer.send(HttpRequest.newBuilder(trainer.address("/api/v1/datasets"))
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString(Flowers.CSV)));
            String id = trainer.post("/api/v1/experiments", "{\"base\": " + SPEC + ", \"seeds\": {\"count\": 2}}")
                    .json()
                    .get("id")
                    .asString();
            await().until(() -> !trainer.get("/api/v1/experiments/" + id)
                    .json()
                    .at("/status/finished_at")
                    .isNull());
        }
    }

    /** Runs that belong to no experiment, and experiments, with all of their runs or none. */
    private List<String> stored() {
        List<String> all = new ArrayList<>();
        items("/api/v1/runs").forEach(run -> all.add(run.get("id").asString()));
        for (JsonNode experiment : items("/api/v1/experiments")) {
            int runs = 0;
            for (JsonNode inState : experiment.at("/status/runs")) {
                runs += inState.asInt();
            }
            assertThat(runs).isEqualTo(experiment.at("/estimate/runs").asInt());
            all.add(experiment.get("id").asString());
        }
        return all;
    }

    private List<JsonNode> items(String path) {
        List<JsonNode> all = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = service.get(path + "?page_size=200" + token).json();
            page.get("items").forEach(all::add);
            JsonNode next = page.get("next_page_token");
            token = next.isNull() ? "" : "&page_token=" + next.asString();
        } while (!token.isEmpty());
        return all;
    }

    private String sent(Request request) throws IOException {
        var address = service.address("/");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n"
                + "Host: localhost:" + address.getPort() + "\r\nConnection: close\r\n");
        request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + request.body().length + "\r\n\r\n");
        bytes.write(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.write(request.body());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write(bytes.toByteArray());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    private void check(Request request, String answer) {
        Matcher line = Pattern.compile("HTTP/1\\.1 (\\d{3})").matcher(answer);
        if (!line.lookingAt()) {
            faults.add("No answer to " + request + "\n" + answer);
            return;
        }
        int status = Integer.parseInt(line.group(1));
        statuses.merge(status, 1, Integer::sum);
        if (status >= 500) {
            faults.add("Failed: " + request + "\n" + answer);
        }
        if (status >= 400 && !isProblem(status, answer, request.method().equals("HEAD"))) {
            faults.add("No problem: " + request + "\n" + answer);
        }
        if (status >= 400 && INSIDE.matcher(answer).find()) {
            faults.add("Shows its inside: " + request + "\n" + answer);
        }
        follow(request, status, answer);
    }

    private static boolean isProblem(int status, String answer, boolean withoutBody) {
        return answer.contains("Content-Type: application/problem+json")
                && (withoutBody || answer.contains("\"status\":" + status));
    }

    /** Which runs and experiments there must be now. */
    private void follow(Request request, int status, String answer) {
        if (status == 202 && !request.target().contains("/cancel")) {
            Matcher runs = RUN.matcher(answer);
            while (runs.find()) {
                expected.add(runs.group(1));
            }
        }
        if (status == 204) {
            expected.remove(request.target().replaceFirst("\\?.*", "").replaceFirst(".*/", ""));
        }
    }
}
