package dev.backflow.recording;

import dev.backflow.engine.Check;
import dev.backflow.engine.Default;
import dev.backflow.engine.TrainingListener.Sample;
import dev.backflow.engine.WireNames;
import java.util.List;

/**
 * What is kept of a run.
 *
 * @param every distance of recorded epochs; 0 and the last are always recorded
 * @param sample on which examples gradients and activations are measured
 * @param tensors what is measured
 * @param histograms of which of the tensors histograms are kept too
 * @param keepCheckpoints which epochs other runs can be forked from once this one has ended
 */
public record RecordingSpec(
        @Default("1") int every,
        @Default("first_batch") Sample sample,

        @Default("[\"kernel\", \"kernel_gradient\", \"activation\", \"pre_activation_gradient\"]")
        List<Tensor> tensors,

        @Default("[]") List<Tensor> histograms,

        @Default("first_and_last") KeepCheckpoints keepCheckpoints) {

    public RecordingSpec {
        Check.between("every", every, 1, 1_000_000);
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

    /** Whether {@code epoch} is recorded in a run of so many epochs. */
    public boolean records(int epoch, int epochs) {
        return epoch % every == 0 || epoch == epochs;
    }
}
