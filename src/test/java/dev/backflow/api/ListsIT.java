package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Lists in any order, page by page, and with chosen fields. */
class ListsIT {

    private static final List<String> ORDERS =
            List.of("name", "finished", "loss", "accuracy", "val_loss", "val_accuracy", "mae");

    @ParameterizedTest
    @EnumSource
    void pagesOfAnyOrderAreTheWholeListInThatOrder(TestDatabase database, @TempDir Path directory) {
        try (TestService service = TestService.on(database.create(directory))) {
            submit(service);
            for (String by : ORDERS) {
                for (String sort : List.of(by, "-" + by)) {
                    List<JsonNode> all = page(service, sort, 200, null)
                            .get("items")
                            .valueStream()
                            .toList();
                    assertThat(all).hasSize(12);
                    List<String> ids = ids(all);
                    List<JsonNode> expected = new ArrayList<>(all);
                    Comparator<JsonNode> order =
                            Comparator.comparing(run -> key(run, by), Comparator.nullsLast(order(sort)));
                    expected.sort(
                            order.thenComparing((JsonNode run) -> run.get("id").asString(), Comparator.reverseOrder()));
                    if (!by.equals("name")) { // in the order of the database's alphabet
                        assertThat(ids).as(sort).isEqualTo(ids(expected));
                    }
                    for (int size : List.of(1, 2, 5)) {
                        assertThat(paged(service, sort, size)).as(sort).isEqualTo(ids);
                    }
                }
            }
            refusals(service);
            fields(service);
        }
    }

    /** Some equal in all but their ids, one that diverges, some without validation, one that never trains. */
    private static void submit(TestService service) {
        for (int i = 0; i < 10; i++) {
            service.ended(service.submit(Specs.SMALL
                    .replace("\"seed\": 7", "\"seed\": " + i / 2)
                    .replace(
                            "\"small\"",
                            "\"" + List.of("b", "A", "ä b", "a", "%").get(i / 2) + "\"")
                    .replace("\"epochs\": 5", "\"epochs\": 1" + (i < 6 ? ", \"validation_split\": 0.2" : ""))));
        }
        service.ended(service.submit(Specs.SMALL
                .replace("\"adam\"", "{\"type\": \"sgd\", \"learning_rate\": 1e30}")
                .replace("\"tanh\"", "\"relu\"")));
        String cancelled = service.submit(Specs.LONG);
        service.post("/api/v1/runs/" + cancelled + "/cancel", "");
    }

    private static JsonNode page(TestService service, String sort, int size, String token) {
        Answer answer = service.get(
                "/api/v1/runs?sort=" + sort + "&page_size=" + size + (token == null ? "" : "&page_token=" + token));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> paged(TestService service, String sort, int size) {
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            JsonNode page = page(service, sort, size, token);
            ids.addAll(ids(page.get("items").valueStream().toList()));
            JsonNode next = page.get("next_page_token");
            token = next.isNull() ? null : next.asString();
        } while (token != null);
        return ids;
    }

    private static List<String> ids(List<JsonNode> runs) {
        return runs.stream().map(run -> run.get("id").asString()).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<Comparable> order(String sort) {
        return sort.startsWith("-") ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    @SuppressWarnings("rawtypes")
    private static Comparable key(JsonNode run, String by) {
        JsonNode found = switch (by) {
            case "name" -> run.get("name");
            case "finished" -> run.at("/status/finished_at");
            case "loss" -> run.at("/result/loss");
            default ->
                by.startsWith("val_")
                        ? run.at("/result/validation/" + by.substring(4))
                        : run.at("/result/metrics/" + by);
        };
        if (found.isNull() || found.isMissingNode()) {
            return null;
        }
        return found.isNumber() ? Double.valueOf(found.asDouble()) : found.asString();
    }

    private static void refusals(TestService service) {
        for (String sort : List.of("colour", "submitted_at", "--loss", "val_name", "loss,accuracy", "$.loss", "Loss")) {
            Answer refused = service.get("/api/v1/runs?sort=" + sort);
            assertThat(refused.status()).as(sort).isEqualTo(400);
            assertThat(refused.json().get("detail").asString()).contains("must be one of name, finished, loss");
        }
        String token = page(service, "loss", 1, null).get("next_page_token").asString();
        for (String other : List.of("?sort=-loss&", "?sort=accuracy&", "?")) {
            Answer refused = service.get("/api/v1/runs" + other + "page_token=" + token);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/parameter").asString()).isEqualTo("page_token");
        }
    }

    private static void fields(TestService service) {
        for (String path : List.of("runs", "experiments")) {
            if (path.equals("experiments")) {
                service.post(
                        "/api/v1/experiments",
                        "{\"base\": "
                                + Specs.SMALL
                                        .substring(Specs.SMALL.indexOf("\"spec\":") + 7)
                                        .strip()
                                        .replaceFirst("}$", "")
                                + ", \"seeds\": {\"count\": 1}}");
            }
            JsonNode whole = service.get("/api/v1/" + path).json().at("/items/0");
            Set<String> known = new HashSet<>(whole.propertyNames());
            for (String field : known) {
                JsonNode some = service.get("/api/v1/" + path + "?fields=id&fields=" + field)
                        .json()
                        .at("/items/0");
                assertThat(some.propertyNames())
                        .containsExactlyInAnyOrderElementsOf(new HashSet<>(List.of("id", field)));
                if (!field.equals("status")) {
                    assertThat(some.get(field)).isEqualTo(whole.get(field));
                }
            }
            Answer refused = service.get("/api/v1/" + path + "?fields=id,colour");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().get("detail").asString()).contains("fields (colour)", "name");
        }
    }
}
