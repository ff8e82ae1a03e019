package dev.backflow;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port and a database of its own, spoken to over HTTP as any client would. */
public final class TestService implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");

    static {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(5)); // how fast this machine is decides nothing
    }

    private static final String[] DEFAULTS = {
        "--server.port=0", "--management.server.port=0", "--backflow.welcome=false"
    };

    private static final Map<TestDatabase, TestService> SHARED = new EnumMap<>(TestDatabase.class);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServletWebServerApplicationContext context;
    private final String token;

    private TestService(ServletWebServerApplicationContext context, String token) {
        this.context = context;
        this.token = token;
    }

    /** The one on H2 with default settings that all tests share; it has the runs of others in it and is never closed. */
    public static TestService shared() {
        return shared(TestDatabase.H2);
    }

    /** The one on this database with default settings that all tests share. */
    public static synchronized TestService shared(TestDatabase database) {
        return SHARED.computeIfAbsent(database, key -> on(key.create(TestFiles.untilTheEnd())));
    }

    /** On a new H2 file, without the welcome. */
    public static TestService start(Path directory, String... more) {
        return on(TestDatabase.H2.create(directory), more);
    }

    /** On a database made by {@link TestDatabase#create}, without the welcome unless it is asked for. */
    public static TestService on(String[] database, String... more) {
        String[] arguments =
                Stream.of(DEFAULTS, database, more).flatMap(Stream::of).toArray(String[]::new);
        return new TestService(
                (ServletWebServerApplicationContext) SpringApplication.run(Backflow.class, arguments), null);
    }

    /** The same service, asked with this token; null for none. */
    public TestService as(String token) {
        return new TestService(context, token);
    }

    /** An answer. */
    public record Answer(int status, String type, String body, HttpResponse<String> response) {

        public JsonNode json() {
            return MAPPER.readTree(body);
        }
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path);
    }

    /** Where whoever operates the service looks. */
    public URI managed(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    /** A part of the running service, for tests that prepare what clients cannot. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Waits until somebody waits for what another has locked. */
    public void awaitWaiter(TestDatabase database) {
        String waiting = database == TestDatabase.H2
                ? "select count(*) from information_schema.sessions where blocker_id is not null"
                : "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        JdbcTemplate jdbc = part(JdbcTemplate.class);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jdbc.queryForObject(waiting, Integer.class) > 0);
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(address(path)));
    }

    public Answer delete(String path) {
        return send(HttpRequest.newBuilder(address(path)).DELETE());
    }

    public Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), type, response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** An answer that goes on, such as a stream of events, once it has begun. */
    public HttpResponse<InputStream> open(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .join();
    }

    /** Posts a run and returns its id. */
    public String submit(String run) {
        Answer answer = post("/api/v1/runs", run);
        if (answer.status() != 202) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json().get("id").asString();
    }

    /** The run, once it has ended. */
    public JsonNode ended(String id) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> ENDS.contains(state(id)));
        return get("/api/v1/runs/" + id).json();
    }

    public String state(String id) {
        return get("/api/v1/runs/" + id).json().at("/status/state").asString();
    }

    /** Ids of all listed runs, newest first. */
    public List<String> ids(String query) {
        return get("/api/v1/runs" + query)
                .json()
                .get("items")
                .valueStream()
                .map(run -> run.get("id").asString())
                .toList();
    }

    @Override
    public void close() {
        context.close();
    }
}
