package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients call things: one rule, wherever a name is given, and what is stored is what was answered. */
@ParameterizedClass
@EnumSource
class NamesIT {

    private static TestService service;

    private static String run;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.shared(database);
        run = service.submit(Specs.SMALL);
        service.ended(run);
    }

    private static String json(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    private static String named(String name, String label) {
        return Specs.SMALL.replace("\"small\"", json(name)).replace("\"tests\"", json(label));
    }

    private static Answer patch(String id, String body) {
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/runs/" + id))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static Answer upload(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets?name=" + encoded))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("x,y\n1,2\n")));
    }

    /** The places of a request that give a name, each with the given one. */
    private static Stream<Answer> given(String name) {
        String fork = "/api/v1/runs/" + run + "/fork";
        String naming = "{\"name\": " + json(name) + "}";
        String labelling = "{\"labels\": {\"study\": " + json(name) + "}}";
        return Stream.of(
                service.post("/api/v1/runs", named(name, "a")),
                service.post("/api/v1/runs", named("a", name)),
                service.post("/api/v1/runs?validate_only=true", named(name, "a")),
                service.post(fork, naming),
                service.post(fork, labelling),
                patch(run, naming),
                patch(run, labelling),
                upload(name));
    }

    private static String refusedAt(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = answer.json().at("/errors/0");
        return error.path("pointer").asString(error.path("parameter").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202Eabc", "a\u200Bb", "a\u200Db", "a\u0085", "\u0000", "a\u2028b", "\uFEFF", "a\uFFFF"})
    void whatDoesNotShowIsRefusedWhereverANameIsGiven(String name) {
        String code = "U+%04X".formatted((int) name.replaceAll("[ab]", "").charAt(0));
        List<Answer> answers = given(name).toList();
        assertThat(answers.stream().map(NamesIT::refusedAt))
                .containsExactly(
                        "/name", "/labels/study", "/name", "/name", "/labels/study", "/name", "/labels/study", "name");
        assertThat(answers.subList(0, 7))
                .allSatisfy(answer -> assertThat(
                                answer.json().at("/errors/0/detail").asString())
                        .isEqualTo("must not contain " + code + ", which does not show; leave it out"));
    }

    @Test
    void halfACharacterIsRefusedAndShownAsItWasSent() {
        Answer answer = service.post("/api/v1/runs", Specs.SMALL.replace("\"small\"", "\"a\\ud800\""));
        assertThat(refusedAt(answer)).isEqualTo("/name");
        assertThat(answer.json().at("/errors/0/value").asString()).isEqualTo("\"a\\ud800\"");
        assertThat(service.post("/api/v1/runs", "{\"\\udc00\": \"" + "\uD83E\uDDEA".repeat(200) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNameMayHave120CharactersWhateverTheyAre() {
        for (String character : List.of("a", "\u00e9", "\u6f22", "\uD83E\uDDEA")) {
            String longest = character.repeat(120);
            assertThat(given(longest).map(Answer::status)).allMatch(status -> status < 300);
            assertThat(service.get("/api/v1/runs/" + run).json().get("name").asString())
                    .isEqualTo(longest);
            assertThat(given(longest + "a").map(NamesIT::refusedAt)).hasSize(8);
        }
    }

    private static String notes() {
        return service.get("/api/v1/runs/" + run).json().get("notes").toString();
    }

    @Test
    void notesHaveLinesAndAreKeptUntilTheyAreRemoved() {
        for (String character : List.of("a", "\u00e9", "\u6f22", "\uD83E\uDDEA", "\n", "\t")) {
            String longest = "-" + character.repeat(1999);
            assertThat(patch(run, "{\"notes\": " + json(longest) + "}").status())
                    .isEqualTo(200);
            assertThat(notes()).isEqualTo(json(longest));
            assertThat(refusedAt(patch(run, "{\"notes\": " + json(longest + "a") + "}")))
                    .isEqualTo("/notes");
        }
        assertThat(patch(run, "{\"notes\": " + json("e\u0301\r\n\tb\rc") + "}")
                        .json()
                        .get("notes")
                        .asString())
                .isEqualTo("\u00e9\n\tb\nc");
        for (String hidden : List.of("\u202Eabc", "a\u001Db", "\u0000", "a\u2028b")) {
            assertThat(refusedAt(patch(run, "{\"notes\": " + json(hidden) + "}")))
                    .isEqualTo("/notes");
        }
        assertThat(patch(run, "{\"pinned\": false}").status()).isEqualTo(200);
        assertThat(notes()).isEqualTo(json("\u00e9\n\tb\nc"));
        for (String nothing : List.of("null", "\"\"", "\" \\n\"")) {
            assertThat(patch(run, "{\"notes\": \"x\"}").status()).isEqualTo(200);
            assertThat(patch(run, "{\"notes\": " + nothing + "}").status()).isEqualTo(200);
            assertThat(notes()).isEqualTo("null");
        }
    }

    @Test
    void whatIsStoredIsWhatWasAnsweredAndFoundInEitherForm() {
        String name = UUID.randomUUID() + " E\u0301cole";
        Answer answer = service.post("/api/v1/runs", named(name, name));
        String normal = name.replace("E\u0301", "\u00c9");
        JsonNode stored = service.get("/api/v1/runs/" + answer.json().get("id").asString())
                .json();
        for (JsonNode told : List.of(answer.json(), stored)) {
            assertThat(told.get("name").asString()).isEqualTo(normal);
            assertThat(told.at("/labels/study").asString()).isEqualTo(normal);
        }
        for (String form : List.of(name, normal)) {
            String encoded = URLEncoder.encode(form, StandardCharsets.UTF_8);
            assertThat(service.ids("?name=" + encoded)).hasSize(1);
            assertThat(service.ids("?label=study:" + encoded)).hasSize(1);
        }
        Answer uploaded = upload(name);
        assertThat(uploaded.json().get("name").asString()).isEqualTo(normal);
        assertThat(service.get("/api/v1/datasets/" + uploaded.json().get("id").asString())
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo(normal);
    }

    @Test
    void runsNamedByEarlierVersionsCanStillBeChangedAndForked() {
        String id = service.submit(Specs.SMALL);
        service.ended(id);
        String old = "o".repeat(199) + "\u200B";
        JdbcTemplate database = service.part(JdbcTemplate.class);
        database.update("update run set name = ? where id = ?", old, id);
        database.update("update run_label set label_value = ? where run_id = ?", old, id);
        Answer changed = patch(id, "{\"labels\": {\"more\": \"a\"}}");
        assertThat(changed.json().get("name").asString()).isEqualTo(old);
        assertThat(changed.json().at("/labels/study").asString()).isEqualTo(old);
        String fork = "/api/v1/runs/" + id + "/fork";
        assertThat(refusedAt(service.post(fork, "{}"))).isEqualTo("/labels/study");
        assertThat(service.post(fork, "{\"labels\": {}}").status()).isEqualTo(202);
    }

    @Test
    void aRunHasNoMoreLabelsThanMayBe() {
        String id = service.submit(Specs.SMALL);
        for (int i = 1; i < 32; i++) {
            assertThat(patch(id, "{\"labels\": {\"k" + i + "\": \"\"}}").status())
                    .isEqualTo(200);
        }
        assertThat(refusedAt(patch(id, "{\"labels\": {\"k32\": \"\"}}"))).isEqualTo("/labels");
        assertThat(patch(id, "{\"labels\": null}").json().get("labels").size()).isZero();
    }

    @Test
    void columnsOfFilesHaveNothingHidden() {
        Answer answer = service.send(HttpRequest.newBuilder(service.address("/api/v1/datasets"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("x,y\u202E\n1,2\n")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/column").asInt()).isEqualTo(2);
    }
}
