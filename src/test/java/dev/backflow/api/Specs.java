package dev.backflow.api;

/** Bodies that tests post. */
public final class Specs {

    /** A run that takes milliseconds. */
    public static final String SMALL = """
            {"name": "small", "labels": {"study": "tests"},
             "spec": {
              "dataset": {"type": "circles", "samples": 60, "factor": 0.5, "noise": 0.1, "seed": 42},
              "network": {"layers": [
                {"name": "hidden", "repeat": 2, "units": 4, "activation": "tanh"},
                {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "metrics": ["accuracy"], "epochs": 5},
              "seed": 7}}
            """;

    /** A run that takes minutes, recording every epoch. */
    public static final String LONG =
            SMALL.replace("\"epochs\": 5", "\"epochs\": 1000000").replace("small", "long");

    private Specs() {}
}
