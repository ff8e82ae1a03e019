package dev.backflow.recording;

import dev.backflow.engine.Evaluation;
import dev.backflow.engine.Network;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.Layer;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures a training as its {@link RecordingSpec} asks and hands every recorded epoch on. */
public final class Recorder implements TrainingObserver {

    /** No layer's name begins so. */
    public static final String OF_STEPS = "steps/";

    private final RecordingSpec spec;
    private final TrainingSpec training;
    private final Consumer<EpochRecord> sink;
    private final Consumer<StepRecord> steps;
    private final KernelUpdates updates = new KernelUpdates();
    private final KernelUpdates stepUpdates = new KernelUpdates();

    /** @param sink gets each record on the training thread */
    public Recorder(RecordingSpec spec, TrainingSpec training, Consumer<EpochRecord> sink) {
        this(spec, training, sink, step -> {});
    }

    /** @param steps gets what is recorded inside epochs, on the training thread */
    public Recorder(RecordingSpec spec, TrainingSpec training, Consumer<EpochRecord> sink, Consumer<StepRecord> steps) {
        this.spec = spec;
        this.training = training;
        this.sink = sink;
        this.steps = steps;
    }

    @Override
    public boolean observes(int epoch) {
        return spec.records(epoch, training.epochs());
    }

    @Override
    public Sample sample() {
        return spec.sample();
    }

    @Override
    public boolean observesStep(long step) {
        return spec.recordsStep(step);
    }

    @Override
    public void observedStep(long step, Network network) {
        List<TensorRecord> tensors = new ArrayList<>();
        for (Layer layer : network.layers()) {
            for (Tensor tensor : spec.tensors()) {
                Values values = tensor.of(layer, stepUpdates);
                if (values != null) {
                    Statistics statistics = Statistics.of(values.data(), values.length());
                    tensors.add(new TensorRecord(layer.name(), tensor, statistics));
                }
            }
        }
        steps.accept(new StepRecord(Math.toIntExact(step), tensors));
    }

    @Override
    public void observed(int epoch, Network network, Evaluation onTraining, Evaluation onValidation) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        add(metrics, "", onTraining);
        if (onValidation != null) {
            add(metrics, "val_", onValidation);
        }
        List<TensorRecord> tensors = new ArrayList<>();
        List<HistogramRecord> histograms = new ArrayList<>();
        for (Layer layer : network.layers()) {
            for (Tensor tensor : spec.tensors()) {
                Values values = tensor.of(layer, updates);
                if (values != null) {
                    Statistics statistics = Statistics.of(values.data(), values.length());
                    tensors.add(new TensorRecord(layer.name(), tensor, statistics));
                }
                if (values != null && spec.histograms().contains(tensor)) {
                    Histogram histogram = Histogram.of(values.data(), values.length());
                    histograms.add(new HistogramRecord(layer.name(), tensor, histogram));
                }
            }
        }
        sink.accept(new EpochRecord(epoch, metrics, tensors, SlopeRecord.of(network.layers()), histograms));
    }

    /**
     * What recording has to know of the epochs before, beside the network: the kernels at the last recorded epoch, by layer,
     * and those at the last recorded step, by layer with {@value #OF_STEPS} before it; nothing if no {@link Tensor#KERNEL_UPDATE} is recorded. It goes with {@link dev.backflow.engine.Trainer}'s state.
     */
    public Map<String, float[]> memory() {
        Map<String, float[]> memory = updates.memory();
        stepUpdates.memory().forEach((layer, kernel) -> memory.put(OF_STEPS + layer, kernel));
        return memory;
    }

    /** Before training: goes on from another recording's {@link #memory()}. */
    public void resume(Map<String, float[]> memory) {
        memory.forEach((name, kernel) -> {
            boolean ofSteps = name.startsWith(OF_STEPS);
            String layer = ofSteps ? name.substring(OF_STEPS.length()) : name;
            (ofSteps ? stepUpdates : updates).resume(Map.of(layer, kernel));
        });
    }

    private void add(Map<String, Double> metrics, String prefix, Evaluation evaluation) {
        metrics.put(prefix + "loss", evaluation.loss());
        for (int i = 0; i < training.metrics().size(); i++) {
            String name = WireNames.of(training.metrics().get(i).getClass());
            metrics.put(prefix + name, evaluation.metrics().get(i));
        }
    }
}
