package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.TestService.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of an experiment is read into memory at the same time. */
class BandsIT {

    /** Each of 10 runs records 100,001 epochs of 4 layers, which nobody trains here. */
    private static final String LONG = """
            {"base": {
              "dataset": {"type": "circles", "samples": 60},
              "network": {"layers": [
                {"name": "hidden", "repeat": 3, "units": 4, "activation": "tanh"},
                {"name": "output", "units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "metrics": ["accuracy"],
                "epochs": 100000},
              "recording": {"tensors": ["kernel"]}},
             "seeds": {"first": 1, "count": 10}}
            """;

    @Test
    void moreThanThreeMillionNumbersAreNotReadTogether(@TempDir Path directory) {
        try (TestService service = TestService.start(directory, "--backflow.worker.threads=0")) {
            Answer submitted = service.post("/api/v1/experiments", LONG);
            assertThat(submitted.status()).as(submitted.body()).isEqualTo(202);
            String bands = "/api/v1/experiments/" + submitted.json().get("id").asString()
                    + "/series?tensor=kernel&statistic=std";

            Answer all = service.get(bands);
            Answer one = service.get(bands + "&layer=hidden_2");

            assertThat(all.status()).isEqualTo(400);
            assertThat(all.body())
                    .containsPattern("would need 40000[0-9]{2} numbers of 10 runs; at most 3000000 are read together")
                    .contains("ask for one layer");
            assertThat(one.status()).as(one.body()).isEqualTo(200);
        }
    }
}
