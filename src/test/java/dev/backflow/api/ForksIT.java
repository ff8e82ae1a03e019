package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backflow.TestDatabase;
import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import dev.backflow.storage.Checkpoint;
import dev.backflow.storage.Checkpoints;
import dev.backflow.storage.EncodedCheckpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Runs that begin where others have been. */
@ParameterizedClass
@EnumSource
class ForksIT {

    private static final String STEPS = "/series?tensor=kernel_gradient&statistic=std&axis=step";

    static TestService service;
    static String parent;
    static String whole;

    @Parameter
    TestDatabase database;

    @BeforeParameterizedClassInvocation
    static void start(TestDatabase database) {
        service = TestService.shared(database);
        parent = service.submit(run(20));
        whole = service.submit(run(40));
        service.ended(parent);
        service.ended(whole);
    }

    private static String run(int epochs) {
        return Specs.SMALL
                .replace("\"labels\": {", "\"labels\": {\"preset\": \"none of a fork's\", ")
                .replace("\"epochs\": 5", "\"epochs\": " + epochs)
                .replace(
                        "\"seed\": 7",
                        "\"recording\": {\"every_steps\": 1, \"keep_checkpoints\": {\"type\": \"every\", \"epochs\": 5}}, \"seed\": 7");
    }

    private static Answer fork(String run, String body) {
        return service.post("/api/v1/runs/" + run + "/fork", body);
    }

    private static JsonNode forked(String run, String body) {
        Answer answer = fork(run, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode ended = service.ended(answer.json().get("id").asString());
        assertThat(ended.at("/status/state").asString()).as(ended.toString()).isEqualTo("succeeded");
        return ended;
    }

    private static JsonNode column(String run, String name) {
        return service.get("/api/v1/runs/" + run + "/metrics").json().at("/columns/" + name);
    }

    @Test
    void trainedOnFromItsLastEpochARunIsTheOneThatWasLongerFromTheBeginning() {
        JsonNode longer = forked(parent, "{\"patch\": {\"training\": {\"epochs\": 40}}, \"from_epoch\": 20}");
        String id = longer.get("id").asString();
        assertThat(longer.get("forked_from").toString()).isEqualTo("{\"run\":\"" + parent + "\",\"epoch\":20}");
        assertThat(longer.get("labels").toString()).isEqualTo("{\"study\":\"tests\"}");
        assertThat(column(id, "epoch").toString())
                .isEqualTo(IntStream.rangeClosed(20, 40)
                        .boxed()
                        .toList()
                        .toString()
                        .replace(" ", ""));
        for (int i = 0; i <= 20; i++) {
            assertThat(column(id, "loss").get(i))
                    .isEqualTo(column(whole, "loss").get(20 + i));
        }
        JsonNode gradients = service.get("/api/v1/runs/" + id + STEPS).json().get("columns");
        assertThat(gradients.get("step")).hasSize(41);
        assertThat(gradients)
                .isEqualTo(service.get("/api/v1/runs/" + whole + STEPS + "&from=40")
                        .json()
                        .get("columns"));
        assertThat(service.get("/api/v1/runs/" + id + "/model").json().get("layers"))
                .isEqualTo(
                        service.get("/api/v1/runs/" + whole + "/model").json().get("layers"));
    }

    @Test
    void betweenKeptCheckpointsItBeginsAtTheOneBefore() {
        JsonNode fork = forked(parent, "{\"from_epoch\": 13}");
        assertThat(fork.at("/forked_from/epoch").asInt()).isEqualTo(10);
        JsonNode ofFork = forked(fork.get("id").asString(), "{\"from_epoch\": 17, \"name\": \"again\"}");
        assertThat(ofFork.at("/forked_from/epoch").asInt()).isEqualTo(15);
        assertThat(column(ofFork.get("id").asString(), "loss").get(5))
                .isEqualTo(column(parent, "loss").get(20));
        Answer before = fork(fork.get("id").asString(), "{\"from_epoch\": 7}");
        assertThat(before.status()).isEqualTo(400);
        assertThat(before.body()).contains("/from_epoch", "at least 10");
    }

    @Test
    void fromTheStartEverythingMayChange() {
        JsonNode fork = forked(parent, """
                {"patch": {"training": {"optimizer": {"type": "sgd"}}, "dataset": "xor",
                           "network": {"layers": [{"units": 3, "activation": "relu"}, {"units": 1, "activation": "sigmoid"}]}}}
                """);
        assertThat(fork.get("name").asString()).isEqualTo("xor, 2-3-1 relu, sgd");
        assertThat(fork.at("/spec/training/optimizer/type").asString()).isEqualTo("sgd");
        assertThat(column(fork.get("id").asString(), "epoch").get(0).asInt()).isZero();
    }

    @Test
    void anotherOptimizerGoesOnWithTheWeights() {
        JsonNode fork = forked(parent, "{\"patch\": {\"training\": {\"optimizer\": \"lion\"}}, \"from_epoch\": 10}");
        String id = fork.get("id").asString();
        assertThat(column(id, "loss").get(0)).isEqualTo(column(parent, "loss").get(10));
        assertThat(column(id, "loss").get(5))
                .isNotEqualTo(column(parent, "loss").get(15));
    }

    @Test
    void whatDoesNotFitTheCheckpointIsRefusedWithItsPlaceAndAWayOut() {
        assertRefused(
                "{\"patch\": {\"training\": {\"epochs\": 9}}, \"from_epoch\": 20}", "/patch/training/epochs", "20");
        assertRefused(
                "{\"patch\": {\"network\": {\"layers\": [{\"units\": 3}, {\"units\": 1, \"activation\": \"sigmoid\"}]}},"
                        + " \"from_epoch\": 20}",
                "/patch/network/layers",
                "from_epoch 0");
        assertRefused(
                "{\"patch\": {\"network\": {\"layers\": [{\"name\": \"hidden\", \"repeat\": 2, \"units\": 4,"
                        + " \"activation\": \"tanh\", \"kernel_initializer\": \"he_normal\"},"
                        + " {\"units\": 1, \"activation\": \"sigmoid\"}]}}, \"from_epoch\": 20}",
                "/patch/network/layers",
                "no effect");
        assertRefused("{\"from_epoch\": 21}", "/from_epoch", "at most 20");
        assertRefused("{\"patch\": {\"training\": {\"epochs\": -1}}}", "/patch/training/epochs", "at least 0");
        assertRefused("{\"patch\": 3}", "/patch", "object");
        assertRefused("{\"colour\": 3}", "/colour", "known are");
        assertThat(fork("none", "{}").status()).isEqualTo(404);
    }

    private static void assertRefused(String body, String pointer, String remedy) {
        Answer answer = fork(parent, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/detail").asString()).contains(remedy);
    }

    @Test
    void aForkLivesOnWhenTheForkedRunIsDeleted() {
        String run = service.submit(run(10));
        service.ended(run);
        String fork = forked(run, "{\"from_epoch\": 10}").get("id").asString();
        assertThat(service.delete("/api/v1/runs/" + run).status()).isEqualTo(204);
        assertThat(forked(fork, "{\"from_epoch\": 10, \"patch\": {\"training\": {\"epochs\": 12}}}")
                        .at("/status/state")
                        .asString())
                .isEqualTo("succeeded");
    }

    @Test
    void aRunThatTrainsCanBeForkedAtAnyMoment() {
        String training = service.submit(Specs.LONG);
        await().until(() -> service.get("/api/v1/runs/" + training)
                        .json()
                        .at("/status/epoch")
                        .asInt()
                > 0);
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            assertForked(training, 1_000_000);
        }
        service.post("/api/v1/runs/" + training + "/cancel", "");
    }

    /** As fast as no worker replaces them, so that some request comes between any two statements of a fork. */
    @ParameterizedTest
    @ValueSource(ints = {4, 150})
    void aForkBeginsAtACheckpointThatIsReplacedMeanwhile(int units) throws InterruptedException {
        Checkpoints checkpoints = service.part(Checkpoints.class);
        String parent = service.submit(run(20).replace("\"units\": 4", "\"units\": " + units));
        service.ended(parent);
        Checkpoint latest = checkpoints.latest(parent).orElseThrow();
        AtomicBoolean done = new AtomicBoolean();
        TransactionTemplate transaction = new TransactionTemplate(service.part(PlatformTransactionManager.class));
        Thread worker = new Thread(() -> {
            for (int epoch = 16; !done.get(); epoch = epoch == 16 ? 17 : 16) {
                EncodedCheckpoint replacing = EncodedCheckpoint.of(new Checkpoint(epoch, latest.parts()), false);
                transaction.executeWithoutResult(status -> checkpoints.save(parent, List.of(replacing)));
            }
        });
        worker.start();
        try {
            for (int i = 0; i < 30; i++) {
                assertForked(parent, 18);
            }
        } finally {
            done.set(true);
            worker.join();
        }
    }

    private static void assertForked(String run, int epoch) {
        Answer answer = fork(run, "{\"from_epoch\": " + epoch + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String fork = answer.json().get("id").asString();
        assertThat(answer.json().at("/forked_from/epoch").asInt()).isBetween(0, epoch);
        service.post("/api/v1/runs/" + fork + "/cancel", "");
    }
}
