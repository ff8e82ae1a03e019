import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client does in the first minutes, so that Java learns it while the image is built. */
public class Tutorial {

    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final List<String> READS = List.of(
            "",
            "/metrics",
            "/series?tensor=kernel_gradient&statistic=std",
            "/series?tensor=kernel&statistic=mean",
            "/signals/saturation",
            "/findings",
            "/figures/gradients.svg",
            "/export.csv",
            "/model");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        awaitService();
        get("/");
        get("/v3/api-docs");
        get("/api/v1/catalog");
        for (int round = 0; round < 20; round++) {
            Matcher ids = ID.matcher(send(HttpRequest.newBuilder(URI.create(ADDRESS + "/api/v1/presets/vanishing-gradient"))
                    .POST(HttpRequest.BodyPublishers.noBody())));
            while (ids.find()) {
                String run = "/api/v1/runs/" + ids.group(1);
                while (!get(run).contains("\"state\":\"succeeded\"")) {
                    Thread.sleep(50);
                }
                for (String read : READS) {
                    get(run + read);
                }
            }
            get("/api/v1/runs");
        }
    }

    private static void awaitService() throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                get("/api/v1/runs");
                return;
            } catch (IOException | IllegalStateException e) { // not there yet, or its database is not
                if (tries == 600) {
                    throw new IllegalStateException("The service does not start", e);
                }
                Thread.sleep(500);
            }
        }
    }

    private static String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(ADDRESS + path)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
