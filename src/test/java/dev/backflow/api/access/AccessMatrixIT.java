package dev.backflow.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what: every mapping asked by every kind of caller. The answers are those of a file, so that no operation
 * comes or changes without a decision. {@code -Dbackflow.access.write=true} writes the file, to be read before it is
 * committed.
 */
class AccessMatrixIT {

    private static final Path MATRIX = Path.of("src/test/resources/access/matrix.txt");
    private static final String RUN = """
            {"spec": {"dataset": "xor", "network": {"layers": [{"units": 1, "activation": "sigmoid"}]},
             "training": {"loss": "binary_crossentropy", "epochs": 0}}}""";

    @TempDir
    static Path directory;

    private static TestService service;
    private static final Map<String, String> CALLERS = new LinkedHashMap<>();

    @BeforeAll
    static void startWithAllKindsOfCallers() {
        service = TestService.on(TestDatabase.H2.create(directory), "--backflow.auth=token");
        CALLERS.put("nobody", null);
        CALLERS.put("wrong token", "backflow_wrong");
        CALLERS.put("read, other", token("other", Role.READ));
        CALLERS.put("read, owner", token("owner", Role.READ));
        CALLERS.put("submit, other", token("other", Role.SUBMIT));
        CALLERS.put("submit, owner", token("owner", Role.SUBMIT));
        CALLERS.put("admin", token("admin", Role.ADMIN));
    }

    private static String token(String owner, Role role) {
        return service.part(TokenService.class)
                .issue(new TokenRequest(owner, role, "test", 1))
                .secret();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyOperationAnswersEveryKindOfCallerAsTheMatrixSays() throws IOException {
        List<String> matrix = new ArrayList<>();
        for (String operation : operations()) {
            StringBuilder row = new StringBuilder("%-62s".formatted(operation));
            CALLERS.forEach((caller, token) -> row.append("%-8s".formatted(answer(operation, token))));
            matrix.add(row.toString().stripTrailing());
        }
        String head = "%-62s".formatted("# columns: " + String.join("; ", CALLERS.keySet()));
        matrix.add(0, head.stripTrailing());
        if (Boolean.getBoolean("backflow.access.write")) {
            Files.write(MATRIX, matrix);
        }
        assertThat(matrix).containsExactlyElementsOf(Files.readAllLines(MATRIX));
    }

    private static List<String> operations() {
        return service.part(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> methods(mapping).stream()
                        .flatMap(method -> mapping.getPatternValues().stream()
                                .map(path -> path.replaceAll(":[^/]+}", "}") + " " + method)))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> methods(RequestMappingInfo mapping) {
        var methods = mapping.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET")
                : methods.stream().map(RequestMethod::name).toList();
    }

    /** What the caller gets to do: 401, 403, 404 where nothing exists for him, and else "yes". */
    private static String answer(String operation, String token) {
        String path = operation.substring(0, operation.indexOf(' '));
        String method = operation.substring(operation.indexOf(' ') + 1);
        HttpRequest.Builder request = HttpRequest.newBuilder(service.address(filled(path)))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body(path)));
        if (!method.equals("GET") && !path.endsWith("/cancel") && !path.startsWith("/api/v1/presets")) {
            request.header("Content-Type", path.equals("/api/v1/datasets") ? "text/csv" : "application/json");
        }
        int status = service.as(token).send(request).status();
        return List.of(401, 403, 404).contains(status) ? String.valueOf(status) : "yes";
    }

    private static String body(String path) {
        return path.endsWith("/predictions") ? "{\"features\": [[0, 1]]}" : "{}";
    }

    private static String experiment(TestService owner) {
        String grid = "{\"base\": "
                + RUN.substring(RUN.indexOf(':') + 1).strip().replaceFirst("}$", "") + ", \"seeds\": {\"count\": 1}}";
        String id = owner.post("/api/v1/experiments", grid).json().get("id").asString();
        await().until(() -> !owner.get("/api/v1/experiments/" + id)
                .json()
                .at("/status/finished_at")
                .isNull());
        return id;
    }

    private static String filled(String path) {
        TestService owner = service.as(CALLERS.get("submit, owner"));
        String filled = path;
        if (path.matches("/api/v1/(series|comparisons)")) {
            String id = owner.submit(RUN);
            owner.ended(id);
            filled = path + "?layer=output&layers=output&run=" + id + "&tensor=kernel&statistic=std";
            filled = filled.replaceFirst(path.endsWith("/series") ? "layer=output&" : "layers=output&", "");
        } else if (path.startsWith("/api/v1/runs/{")) {
            String id = owner.submit(RUN);
            owner.ended(id);
            filled = path.replace("{id}", id);
        } else if (path.startsWith("/api/v1/experiments/{")) {
            filled = path.replace("{id}", experiment(owner)).replace("figures/{name}", "figures/matrix");
        } else if (path.startsWith("/api/v1/datasets/{")) {
            String id = owner.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofString("a,b\n1,2\n3,4\n")))
                    .json()
                    .get("id")
                    .asString();
            filled = path.replace("{id}", id);
        } else if (path.startsWith("/api/v1/tokens/{")) {
            filled = path.replace(
                    "{id}",
                    service.part(TokenService.class)
                            .issue(new TokenRequest("some", Role.READ, "test", 1))
                            .token()
                            .getId());
        }
        return filled.replace("{signal}", "saturation")
                .replaceAll("/series$", "/series?tensor=kernel&statistic=std")
                .replaceAll("/histograms$", "/histograms?tensor=kernel&layer=output")
                .replace("figures/{name}", "figures/weights")
                .replace("presets/{name}", "presets/five-layer-sigmoid")
                .replace("problems/{name}", "problems/conflict");
    }
}
