package dev.backflow.recording;

import dev.backflow.engine.Evaluation;
import dev.backflow.engine.Network;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.Layer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
    public void observed(int epoch, Network network, Evaluation onTraining, Evaluation onValidation) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Iterator<String> names = metrics(training, onValidation != null).iterator();
        values(onTraining, onValidation).forEach(value -> metrics.put(names.next(), value));
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

    /** Copied; valid until the next epoch or step is recorded. */
    public RecorderState state() {
        return new RecorderState(updates.memory(), stepUpdates.memory());
    }

    /** Before training: goes on from another recording of a network with the same kernels, as far as it recorded the same. */
    public void resume(RecorderState state) {
        if (spec.tensors().contains(Tensor.KERNEL_UPDATE)) {
            updates.resume(state.epochs());
            stepUpdates.resume(spec.everySteps() == null ? List.of() : state.steps());
        }
    }

    /**
     * What is recorded of the whole network, in its order: {@code loss}, each metric, and the same with {@code val_} before
     * it.
     *
     * @param validates whether there are validation examples
     */
    public static List<String> metrics(TrainingSpec training, boolean validates) {
        Stream<String> names = training.measured().stream();
        Stream<String> validated = training.measured().stream().map("val_"::concat);
        return Stream.concat(names, validates ? validated : Stream.empty()).toList();
    }

    private static Stream<Double> values(Evaluation... evaluations) {
        return Stream.of(evaluations)
                .filter(Objects::nonNull)
                .flatMap(evaluation -> Stream.concat(Stream.of(evaluation.loss()), evaluation.metrics().stream()));
    }
}
