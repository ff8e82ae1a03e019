package dev.backflow.runs;

import dev.backflow.datasets.ColumnScaling;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.products.Blas;
import dev.backflow.recording.KeepCheckpoints;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.SlopeRecord;
import dev.backflow.recording.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run costs, known before it is trained. Sizes of the spec are exact; bytes are estimates, right within a factor
 * of two where there are more than some tens of kilobytes.
 *
 * @param layers repetition written out
 * @param units of the widest layer
 * @param weights all of the network, those too that no gradient teaches
 * @param examples trained on
 * @param numbers of the data set, samples × (inputs + outputs)
 * @param steps of the optimizer
 * @param operations of floating-point numbers in the products of kernels, evaluations and samples included
 * @param checkpoints kept when it has ended
 * @param stepTensors tensors measured inside epochs, over all steps
 * @param storedBytes in the database when it has ended
 * @param heapBytes while it trains
 * @param directBytes outside of the heap while it trains, for large kernels
 */
public record RunCost(
        int layers,
        int units,
        long weights,
        int examples,
        long numbers,
        long steps,
        long operations,
        long checkpoints,
        long stepTensors,
        long storedBytes,
        long heapBytes,
        long directBytes) {

    /** Of one tensor at one epoch or step: its statistics, and its share of the row and its index. */
    private static final long TENSOR_BYTES = 52;

    private static final long SLOPES_BYTES = 32;
    private static final long METRIC_BYTES = 14;
    private static final long HISTOGRAM_BYTES = 30;

    /** Examples that OpenBLAS, and products in Java, take at a time. */
    private static final int STRIP = 1024;

    private static final long ROWS = 256;

    /** A pass of one step through one layer, forward and backward, besides its products. */
    private static final double STEP_SECONDS = 0.8e-6;

    /** Reading, queueing, storing. */
    private static final double RUN_SECONDS = 0.005;

    /** CPU time of training, about: machines differ by a factor of three. */
    public double cpuSeconds() {
        double perSecond = directBytes > 0 ? 2e10 : 3e9;
        return RUN_SECONDS + steps * layers * STEP_SECONDS + operations / perSecond;
    }

    /** What a spec costs. */
    public static RunCost of(RunSpec spec) {
        NetworkSpec network = spec.network();
        TrainingSpec training = spec.training();
        int inputs = spec.dataset().inputs();
        int samples = spec.samples();
        int outputs = Math.max(spec.dataset().outputs(), network.outputs());
        int examples = spec.trainingExamples();
        List<LayerSpec> layers = network.expanded();
        long steps = (long) training.stepsPerEpoch(examples) * training.epochs();
        long weights = network.weights(inputs);
        long remembered = remembered(training, weights);
        return new RunCost(
                layers.size(),
                layers.stream().mapToInt(layer -> layer.units(1)).max().orElseThrow(),
                weights,
                examples,
                (long) samples * (inputs + outputs),
                steps,
                operations(spec, network.kernelElements(inputs), examples),
                checkpoints(spec.recording().keepCheckpoints(), training.epochs()),
                stepTensors(spec.recording(), layers, steps),
                storedBytes(spec, layers, steps, remembered),
                heapBytes(spec, layers, remembered),
                directBytes(spec, layers));
    }

    /** Two for each weight and example forward, two for its gradient and two for the signal handed back. */
    private static long operations(RunSpec spec, long kernelElements, int examples) {
        long recorded = recordedEpochs(spec);
        double trained = 6.0 * examples * spec.training().epochs();
        double evaluated = 2.0 * spec.samples() * recorded;
        boolean full = spec.recording().sampleSize(spec.training(), examples) == examples;
        double sampled = full ? 6.0 * examples * recorded : 0;
        return (long) (kernelElements * (trained + evaluated + sampled));
    }

    private static long recordedEpochs(RunSpec spec) {
        int epochs = spec.training().epochs();
        int every = spec.recording().every();
        return 1L + epochs / every + (epochs % every == 0 ? 0 : 1);
    }

    private static long checkpoints(KeepCheckpoints keep, int epochs) {
        long between = keep instanceof KeepCheckpoints.Every every ? epochs / every.epochs() : 0;
        return between + (keep.keepsLast() && !keep.keeps(epochs) ? 1 : 0);
    }

    private static long tensors(List<LayerSpec> layers, List<Tensor> tensors) {
        return tensors.stream()
                .mapToLong(tensor -> layers.stream().filter(tensor::isIn).count())
                .sum();
    }

    private static long stepTensors(RecordingSpec recording, List<LayerSpec> layers, long steps) {
        return recording.everySteps() == null
                ? 0
                : tensors(layers, recording.tensors()) * (steps / recording.everySteps() + 1);
    }

    /** Numbers in a checkpoint: weights, what the optimizer remembers of each, and the best weights. */
    private static long remembered(TrainingSpec training, long weights) {
        long slots = Stream.of(training.optimizer().updater(1).state())
                .mapToLong(state -> state.length)
                .sum();
        boolean restores =
                training.earlyStopping() != null && training.earlyStopping().restoreBestWeights();
        return weights * (1 + slots + (restores ? 1 : 0));
    }

    private static long storedBytes(RunSpec spec, List<LayerSpec> layers, long steps, long remembered) {
        RecordingSpec recording = spec.recording();
        long metrics = (1L + spec.training().metrics().size()) * (spec.validates() ? 2 : 1) + 1;
        long slopes = layers.stream().filter(SlopeRecord::isIn).count();
        long epoch = metrics * METRIC_BYTES
                + slopes * SLOPES_BYTES
                + tensors(layers, recording.tensors()) * TENSOR_BYTES
                + tensors(layers, recording.histograms()) * HISTOGRAM_BYTES;
        long weights = spec.network().weights(spec.dataset().inputs());
        long kept = checkpoints(recording.keepCheckpoints(), spec.training().epochs());
        return recordedEpochs(spec) * epoch
                + stepTensors(recording, layers, steps) * TENSOR_BYTES
                + Float.BYTES * (weights + kept * (remembered + kernelsRemembered(spec)));
    }

    /** Kernels that the change since the last recorded epoch, or step, is measured from. */
    private static long kernelsRemembered(RunSpec spec) {
        long times = spec.recording().tensors().contains(Tensor.KERNEL_UPDATE) ? 1 : 0;
        return times
                * (spec.recording().everySteps() == null ? 1 : 2)
                * spec.network().kernelElements(spec.dataset().inputs());
    }

    /**
     * Examples twice, as made and as divided, and once more where they are scaled or put in order; the network with
     * gradients and a batch; one checkpoint, live and encoded.
     */
    private static long heapBytes(RunSpec spec, List<LayerSpec> layers, long remembered) {
        int inputs = spec.dataset().inputs();
        int samples = spec.samples();
        long capacity = capacity(spec);
        long outputs = spec.network().outputs();
        ColumnScaling scaling = spec.dataset().columns();
        boolean apart = !scaling.isNone() || spec.validation() != null;
        long examples = (apart ? 3L : 2L) * samples * (inputs + outputs);
        if (spec.dataset().weighsSamples() || spec.training().classWeight() != null) {
            examples += 3L * samples + capacity;
        }
        long batch = capacity * (inputs + (scaling.scalesTargets() ? 3 : 1) * outputs);
        long live = 0;
        int width = inputs;
        for (LayerSpec layer : layers) {
            int units = layer.units(width);
            live += layer.numbersPerExample(width) * capacity;
            live += layer.hasKernel() ? ROWS * (Math.max(width, units) + 1) : 0;
            width = units;
        }
        long weights = spec.network().weights(inputs);
        return Float.BYTES * (examples + batch + live + weights + 3 * remembered + 2 * kernelsRemembered(spec));
    }

    private static long directBytes(RunSpec spec, List<LayerSpec> layers) {
        long strip = Math.min(STRIP, capacity(spec));
        long numbers = 0;
        int width = spec.dataset().inputs();
        for (LayerSpec layer : layers) {
            int units = layer.units(width);
            if (layer.hasKernel() && Blas.isLarge(width, units)) {
                numbers += 2L * width * units + strip * (width + units + Math.max(width, units));
            }
            width = units;
        }
        return Float.BYTES * numbers;
    }

    private static long capacity(RunSpec spec) {
        return Trainer.capacity(spec.training(), spec.recording().sample(), spec.trainingExamples());
    }
}
