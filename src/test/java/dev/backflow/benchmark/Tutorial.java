package dev.backflow.benchmark;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.Records;
import dev.backflow.spec.SpecReader;
import dev.backflow.storage.EncodedRecords;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the tutorial: 2-5-5-5-5-1, 1000 samples, batches of 32, 100 epochs. */
record Tutorial(RunSpec spec, Examples examples) {

    static Tutorial with(String activation) {
        try (InputStream preset = new ClassPathResource("presets/vanishing-gradient.json").getInputStream()) {
            for (JsonNode run : new JsonMapper().readTree(preset).get("runs")) {
                if (run.at("/labels/activation").asString().equals(activation)) {
                    RunSpec spec = SpecReader.read(run.get("spec"), RunSpec.class);
                    return new Tutorial(spec, spec.dataset().generate());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalArgumentException(activation);
    }

    /** With everything recorded: four tensors of five layers at 101 epochs, loss and accuracy. */
    List<EpochRecord> recorded() {
        List<EpochRecord> epochs = new ArrayList<>();
        train(new Recorder(spec.recording(), spec.training(), epochs::add));
        return epochs;
    }

    /** The same, and ready to be stored. */
    EncodedRecords encoded() {
        return EncodedRecords.of("run", recorded(), List.of());
    }

    /** With all eight tensors recorded, and the histograms of all of them. */
    Tutorial recordingEverything() {
        List<Tensor> all = List.of(Tensor.values());
        RecordingSpec everything = Records.with(spec.recording(), Map.of("tensors", all, "histograms", all));
        return new Tutorial(Records.with(spec, Map.of("recording", everything)), examples);
    }

    /** Only trained: nothing is measured but the last epoch. */
    Trainer bare() {
        return train(new Unobserved(spec.training().epochs(), false));
    }

    /** Trained, with loss and accuracy of all examples at every epoch, as any training reports them. */
    Trainer evaluated() {
        return train(new Unobserved(spec.training().epochs(), true));
    }

    List<PlainReference.Epoch> reference() {
        return new PlainReference(spec, examples).train();
    }

    private Trainer train(TrainingObserver observer) {
        Trainer trainer = new Trainer(spec.network(), spec.training(), examples, spec.seed(), observer);
        trainer.train();
        return trainer;
    }
}
