package dev.backflow.recording;

import dev.backflow.engine.TrainingObserver.Sample;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.WireNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run.
 *
 * @param every distance of recorded epochs; 0 and the last are always recorded
 * @param everySteps not set: nothing is recorded inside epochs. Otherwise statistics are recorded over optimizer steps
 *     as well, after 0, {@code every_steps}, 2 {@code every_steps}, … of them, counted through all epochs; each at the
 *     network after that many steps, on {@code sample}, of which {@code first_batch} is the batch that comes next. At
 *     most the steps of an epoch. They are read with {@code axis=step}. What is recorded at epochs stays the same:
 *     metrics, histograms, signals and findings are those of whole epochs. {@code kernel_update} is then the change
 *     since the step recorded before
 * @param sample on which examples gradients and activations are measured
 * @param tensors what is measured
 * @param histograms of which of the tensors histograms are kept too
 * @param keepCheckpoints which epochs other runs can be forked from once this one has ended
 */
public record RecordingSpec(
        @Default("1") int every,
        @Default("null") @Nullable Integer everySteps,
        @Default("first_batch") Sample sample,

        @Default("[\"kernel\", \"kernel_gradient\", \"activation\", \"pre_activation_gradient\"]")
        List<Tensor> tensors,

        @Default("[]") List<Tensor> histograms,

        @Default("first_and_last") KeepCheckpoints keepCheckpoints) {

    public RecordingSpec {
        Check.between("every", every, 1, 1_000_000);
        if (everySteps != null) {
            Check.between("every_steps", everySteps, 1, 1_000_000);
        }
        tensors = distinct("tensors", tensors);
        histograms = distinct("histograms", histograms);
        for (int i = 0; i < histograms.size(); i++) {
            Check.require(
                    tensors.contains(histograms.get(i)),
                    "histograms/" + i,
                    histograms.get(i).wireName(),
                    "must be one of the tensors that are recorded; add it to tensors");
        }
    }

    private static List<Tensor> distinct(String field, List<Tensor> tensors) {
        Check.require(
                tensors.stream().distinct().count() == tensors.size(), field, tensors, "must name each tensor once");
        return List.copyOf(tensors);
    }

    /** {@code sample} as it is written in JSON. */
    public String sampleName() {
        return WireNames.of(sample);
    }

    /** On how many examples the tensors are measured, of this number that are trained on. */
    public int sampleSize(TrainingSpec training, int examples) {
        return sample == Sample.FULL ? examples : Math.min(training.batchSize(), examples);
    }

    /** Whether statistics are recorded after {@code step} steps of the whole training. */
    public boolean recordsStep(long step) {
        return everySteps != null && step % everySteps == 0;
    }

    /** Whether {@code epoch} is recorded in a run of {@code epochs} epochs. */
    public boolean records(int epoch, int epochs) {
        return epoch % every == 0 || epoch == epochs;
    }
}
