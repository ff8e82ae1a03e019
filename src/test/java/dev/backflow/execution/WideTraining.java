package dev.backflow.execution;

import dev.backflow.engine.Trainer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A network wide enough for the native library, trained; prints its last loss and, twice, on what it was trained. */
final class WideTraining {

    private static final JsonMapper MAPPER = new JsonMapper();

    private WideTraining() {}

    static RunSpec spec(int units) {
        String spec = """
                {"dataset": {"type": "moons", "samples": 300, "noise": 0.1, "seed": 1},
                 "network": {"layers": [{"units": %1$d, "activation": "relu"}, {"units": %1$d, "activation": "relu"},
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 8}, "seed": 5}
                """;
        return SpecReader.read(MAPPER.readTree(spec.formatted(units)), RunSpec.class);
    }

    static double lastLoss() {
        RunSpec spec = spec(64);
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), recorder).train();
        return epochs.get(epochs.size() - 1).metrics().get("loss");
    }

    static String reproduction(Platform reproduction, int units) {
        return MAPPER.readTree(reproduction.json(spec(units))).get("blas").asString();
    }

    public static void main(String[] arguments) {
        System.out.println("loss=" + lastLoss());
        Platform reproduction = new Platform(MAPPER, "test");
        System.out.println("blas=" + reproduction(reproduction, 64));
        System.out.println("blas=" + reproduction(reproduction, 64));
        System.out.println("small=" + reproduction(reproduction, 8));
    }
}
