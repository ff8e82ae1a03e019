package dev.backflow.recording;

import dev.backflow.engine.Network;
import dev.backflow.engine.Observation;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures a training as its {@link RecordingSpec} asks and hands every recorded epoch on. */
public final class Recorder implements TrainingObserver {

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
    public void observed(Observation observation) {
        Network network = observation.network();
        Map<String, Double> metrics = training.named(observation.training(), observation.validation());
        metrics.put(EpochRecord.LEARNING_RATE, observation.learningRate());
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
        sink.accept(
                new EpochRecord(observation.epoch(), metrics, tensors, SlopeRecord.of(network.layers()), histograms));
    }

    /** Copied; valid until the next epoch or step is recorded. */
    public RecorderState state() {
        return new RecorderState(updates.memory(), stepUpdates.memory());
    }

    /**
     * Before training: goes on from another recording of a network with the same kernels, as far as it recorded the
     * same.
     */
    public void resume(RecorderState state) {
        if (spec.tensors().contains(Tensor.KERNEL_UPDATE)) {
            updates.resume(state.epochs());
            stepUpdates.resume(spec.everySteps() == null ? List.of() : state.steps());
        }
    }

    /**
     * What is recorded of the whole network, in its order: {@code loss}, each metric, the same with {@code val_} before
     * it, and {@value EpochRecord#LEARNING_RATE}.
     *
     * @param validates whether there are validation examples
     */
    public static List<String> metrics(TrainingSpec training, boolean validates) {
        Stream<String> names = training.measured().stream();
        Stream<String> validated = training.measured().stream().map("val_"::concat);
        return Stream.of(names, validates ? validated : Stream.<String>empty(), Stream.of(EpochRecord.LEARNING_RATE))
                .flatMap(Function.identity())
                .toList();
    }
}
