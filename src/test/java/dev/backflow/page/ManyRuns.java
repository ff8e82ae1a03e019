package dev.backflow.page;

import dev.backflow.TestService;
import java.util.List;

/** A store of a thousand short runs and one of ten thousand epochs. */
final class ManyRuns {

    static final int COUNT = 1001;

    private static final int EPOCHS = 10_000;

    private ManyRuns() {}

    /** Trains them all, and returns the id of the long one. */
    static String in(Page page) {
        TestService service = page.service;
        String longest = service.submit(run(0, EPOCHS));
        for (int number = 1; number < COUNT; number++) {
            service.submit(run(number, 1));
        }
        page.until(() -> service.ids("?state=queued").isEmpty()
                && service.ids("?state=running").isEmpty());
        return longest;
    }

    private static String run(int number, int epochs) {
        List<String> activations = List.of("relu", "tanh", "sigmoid", "gelu");
        return """
                {"name": "run %d", "spec": {"dataset": {"type": "circles", "samples": 50}, "seed": %d,
                 "network": {"layers": [{"name": "hidden", "repeat": 4, "units": 5, "activation": "%s"}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "batch_size": 50, "epochs": %d}}}""".formatted(number, number, activations.get(number % 4), epochs);
    }
}
