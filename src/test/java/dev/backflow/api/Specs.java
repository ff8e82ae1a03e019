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

    /** Two cells and three seeds. */
    static final String EXPERIMENT = """
            {"name": "activations",
             "base": {
              "dataset": {"type": "circles", "samples": 60, "factor": 0.5, "noise": 0.1, "seed": 42},
              "network": {"layers": [
                {"name": "hidden", "repeat": 2, "units": 4, "activation": "tanh"},
                {"units": 1, "activation": "sigmoid"}]},
              "training": {"loss": "binary_crossentropy", "optimizer": "adam", "metrics": ["accuracy"], "epochs": 4}},
             "axes": [{"path": "/network/layers/0/activation", "values": ["sigmoid", "relu"]}],
             "seeds": {"first": 5, "count": 3}, "question": {"learned_from": 0.9}}
            """;

    private Specs() {}
}
