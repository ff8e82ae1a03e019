package dev.backflow.runs;

import com.sun.management.OperatingSystemMXBean;
import dev.backflow.datasets.Csv;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Inline;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.recording.KeepCheckpoints;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one run may cost, judged before it is stored: {@code backflow.limits.run}.
 *
 * @param layers repetition written out
 * @param units of a layer
 * @param weights of the network
 * @param samples of the data set
 * @param features of the data set
 * @param numbers of the data set, samples × (features + targets); 50 million are 200 MB
 * @param epochs to train
 * @param batchSize examples of a step
 * @param checkpoints kept
 * @param stepTensors tensors recorded inside epochs, over all steps; 200,000 are some 15 MB
 * @param operations of floating-point numbers; null for any number
 * @param storedBytes in the database, as estimated; 1 GB by default
 * @param heapBytes while it trains, as estimated, and of all that train at the same time on a node; left out, a third
 *     of what the service itself leaves of the heap: estimates are within a factor of two
 * @param directBytes outside of the heap, likewise; left out, what machine or container have beyond the heap and what
 *     Java itself needs, at most as much as the heap, which is what Java allows there
 */
public record RunLimits(
        long layers,
        long units,
        long weights,
        long samples,
        long features,
        long numbers,
        long epochs,
        long batchSize,
        long checkpoints,
        long stepTensors,
        @Nullable Long operations,
        long storedBytes,
        Long heapBytes,
        Long directBytes) {

    /** Of the heap, for the database's cache, requests and what is about to be stored. */
    private static final long SERVICE = 96L << 20;

    /** Of classes, code, threads and buffers. */
    private static final long JAVA_ITSELF = 256L << 20;

    public RunLimits(
            @DefaultValue("256") long layers,
            @DefaultValue("16384") long units,
            @DefaultValue("20000000") long weights,
            @DefaultValue("1000000") long samples,
            @DefaultValue("10000") long features,
            @DefaultValue("50000000") long numbers,
            @DefaultValue("1000000") long epochs,
            @DefaultValue("65536") long batchSize,
            @DefaultValue("1000") long checkpoints,
            @DefaultValue("200000") long stepTensors,
            @Nullable Long operations,
            @DefaultValue("1073741824") long storedBytes,
            @Nullable Long heapBytes,
            @Nullable Long directBytes) {
        this.layers = layers;
        this.units = units;
        this.weights = weights;
        this.samples = samples;
        this.features = features;
        this.numbers = numbers;
        this.epochs = epochs;
        this.batchSize = batchSize;
        this.checkpoints = checkpoints;
        this.stepTensors = stepTensors;
        this.operations = operations;
        this.storedBytes = storedBytes;
        long heap = Runtime.getRuntime().maxMemory();
        this.heapBytes = heapBytes == null ? Math.max(heap / 8, (heap - SERVICE) / 3) : heapBytes;
        this.directBytes = directBytes == null ? Math.min(heap, outside(heap)) : directBytes;
    }

    private static long outside(long heap) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? Math.max(heap / 8, machine.getTotalMemorySize() - heap - JAVA_ITSELF)
                : heap;
    }

    /**
     * Judges what is to be trained.
     *
     * @param root JSON pointer of the spec in what was sent
     * @throws RefusedSpecException naming every limit that is exceeded
     */
    public void judge(String root, RunSpec spec) {
        RunCost cost = RunCost.of(spec);
        Judgement judgement = new Judgement();
        network(judgement, spec.network(), cost);
        dataset(judgement, spec, cost);
        training(judgement, spec.training());
        recording(judgement, spec, cost);
        if (judgement.problems.isEmpty()) {
            resources(judgement, cost);
        }
        if (!judgement.problems.isEmpty()) {
            throw new RefusedSpecException(judgement.problems.stream()
                    .map(problem -> problem.under(root))
                    .toList());
        }
    }

    private void network(Judgement judgement, NetworkSpec network, RunCost cost) {
        int repeated = mostRepeated(network.layers());
        Integer repeat = network.layers().get(repeated).repeat();
        if (repeat != null && repeat > layers) {
            String pointer = "/network/layers/" + repeated + "/repeat";
            judgement.most("layers", pointer, repeat, cost.layers(), layers, "must be from 1 to " + layers);
        } else {
            judgement.most("layers", "/network/layers", cost.layers(), " layers", layers, "must be at most " + layers);
        }
        for (int i = 0; i < network.layers().size(); i++) {
            LayerSpec layer = network.layers().get(i);
            String pointer = "/network/layers/" + i + "/units";
            judgement.most("units", pointer, layer.units(1), "", units, "must be from 1 to " + units);
        }
        judgement.most(
                "weights", "/network/layers", cost.weights(), " weights", weights, "must have at most " + weights);
    }

    private static int mostRepeated(List<LayerSpec> layers) {
        return IntStream.range(0, layers.size())
                .boxed()
                .max(Comparator.comparingInt(
                        i -> Objects.requireNonNullElse(layers.get(i).repeat(), 1)))
                .orElse(0);
    }

    private void dataset(Judgement judgement, RunSpec spec, RunCost cost) {
        DatasetSpec dataset = spec.dataset();
        String size = dataset instanceof Inline
                ? "/dataset/features"
                : dataset instanceof Csv ? "/dataset" : "/dataset/samples";
        judgement.most("samples", size, dataset.samples(), "", samples, "must be from 1 to " + samples);
        judgement.most(
                "features", "/dataset/features", dataset.inputs(), "", features, "must be from 1 to " + features);
        int columns = dataset.inputs() + dataset.outputs();
        long own = (long) dataset.samples() * columns;
        judgement.most(
                "numbers",
                size,
                own,
                " numbers",
                numbers,
                "must be at most " + numbers / columns + " with " + columns + " columns");
        if (spec.validation() instanceof DatasetSpec held) {
            judgement.most("samples", "/validation", held.samples(), "", samples, "must be from 1 to " + samples);
            judgement.most(
                    "numbers",
                    "/validation",
                    (long) spec.samples() * columns,
                    " numbers",
                    numbers,
                    "must be at most " + numbers / columns + " samples with those of the data set");
        }
        if (own <= numbers) {
            int last = spec.network().layers().size() - 1;
            judgement.most(
                    "numbers",
                    "/network/layers/" + last + "/units",
                    cost.numbers(),
                    " numbers",
                    numbers,
                    "must be at most " + (numbers / spec.samples() - dataset.inputs()) + " with " + spec.samples()
                            + " samples");
        }
    }

    private void training(Judgement judgement, TrainingSpec training) {
        judgement.most("epochs", "/training/epochs", training.epochs(), "", epochs, "must be from 0 to " + epochs);
        judgement.most(
                "batch_size",
                "/training/batch_size",
                training.batchSize(),
                "",
                batchSize,
                "must be from 1 to " + batchSize);
    }

    private void recording(Judgement judgement, RunSpec spec, RunCost cost) {
        RecordingSpec recording = spec.recording();
        if (recording.keepCheckpoints() instanceof KeepCheckpoints.Every every) {
            int planned = spec.training().epochs();
            judgement.most(
                    "checkpoints",
                    "/recording/keep_checkpoints/epochs",
                    every.epochs(),
                    planned / every.epochs(),
                    checkpoints,
                    "must keep at most " + checkpoints + " checkpoints: from " + (planned / checkpoints + 1)
                            + " on for " + planned + " epochs");
        }
        Integer everySteps = recording.everySteps();
        if (everySteps != null) {
            judgement.most(
                    "step_tensors",
                    "/recording/every_steps",
                    everySteps,
                    cost.stepTensors(),
                    stepTensors,
                    "must record at most " + stepTensors + " tensors: " + fewerSteps(spec, cost, everySteps));
        }
    }

    private String fewerSteps(RunSpec spec, RunCost cost, int everySteps) {
        long each = cost.stepTensors() / (cost.steps() / everySteps + 1);
        long least = cost.steps() / Math.max(1, stepTensors / Math.max(1, each)) + 1;
        return "with " + each + " at each of " + cost.steps() + " steps, "
                + (least <= spec.stepsPerEpoch()
                        ? "from " + least + " on"
                        : "no value will do; ask for fewer tensors or epochs, or use every");
    }

    private void resources(Judgement judgement, RunCost cost) {
        judgement.most(
                "operations",
                "/training/epochs",
                cost.operations(),
                " floating-point operations",
                operations,
                "must cost at most " + operations + "; train fewer epochs, fewer samples or a smaller network");
        judgement.most(
                "stored_bytes",
                "/recording",
                cost.storedBytes(),
                " bytes",
                storedBytes,
                "must store at most " + storedBytes
                        + " bytes; record fewer epochs, tensors, histograms or checkpoints");
        judgement.most(
                "heap_bytes",
                "/network/layers",
                cost.heapBytes(),
                " bytes",
                heapBytes,
                "must need at most " + heapBytes
                        + " bytes of memory with data set and batches; make one of them smaller");
        judgement.most(
                "direct_bytes",
                "/network/layers",
                cost.directBytes(),
                " bytes",
                directBytes,
                "must need at most " + directBytes + " bytes outside of Java's heap; use smaller kernels");
    }

    /** Gathers what is too much. */
    private static final class Judgement {

        private final List<SpecProblem> problems = new ArrayList<>();

        /** Where {@code actual} itself is the value, shown with its unit. */
        void most(String limit, String pointer, long actual, String unit, @Nullable Long most, String detail) {
            add(limit, pointer, actual + unit, actual, most, detail);
        }

        /** Where another value leads to {@code actual}. */
        void most(String limit, String pointer, long value, long actual, @Nullable Long most, String detail) {
            add(limit, pointer, String.valueOf(value), actual, most, detail);
        }

        private void add(String limit, String pointer, String value, long actual, @Nullable Long most, String detail) {
            if (most != null && actual > most) {
                problems.add(SpecProblem.exceeding("run." + limit, actual, most, pointer, value, detail));
            }
        }
    }
}
