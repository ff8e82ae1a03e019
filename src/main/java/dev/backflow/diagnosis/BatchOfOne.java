package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.Normalization;
import java.util.List;
import java.util.Optional;

/**
 * A layer is normalized over the examples of a batch, and batches have one example: what is left after its own mean is
 * taken off is 0, whatever the input.
 */
final class BatchOfOne implements Rule {

    static final String ID = "batch_of_one";

    private static final int BATCH = 32;

    /** In steps of whole batches, as many as a small network needs. */
    private static final int STEPS = 500;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Needs needs() {
        return Needs.of().and(Fact.NETWORK, Fact.TRAINING, Fact.DATA);
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return evidence.leavingOut(evidence.undescribed());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        int batch = Math.min(evidence.training().batchSize(), evidence.data().examples());
        List<String> layers = normalized(evidence);
        return batch == 1 && !layers.isEmpty() && evidence.training().epochs() > 0
                ? Optional.of(finding(evidence, layers))
                : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        return judge(evidence);
    }

    /** The layers that are normalized over the examples of a batch. */
    static List<String> normalized(Evidence evidence) {
        return evidence.network().expanded().stream()
                .filter(layer -> evidence.parts()
                        .apply(layer)
                        .flatMap(LayerParts::normalization)
                        .filter(normalization -> normalization.over() == Normalization.Over.EXAMPLES)
                        .isPresent())
                .map(Evidence::name)
                .toList();
    }

    private Finding finding(Evidence evidence, List<String> layers) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .error()
                .in(layers)
                .during(evidence.wholeRun())
                .measured("examples in a batch", 1)
                .against(2, "the definition of batch normalization: one number minus its mean is 0")
                .because("Batch normalization takes the mean of the batch off each unit of "
                        + Text.layers(layers, evidence.layers()) + ", and a batch has 1 example"
                        + ". What is left is always 0, so that training sees nothing of the inputs. Use larger batches, or"
                        + " layer_normalization.")
                .remedies(remedies.largerBatches(BATCH, STEPS), remedies.batchSize(BATCH))
                .see("Ioffe and Szegedy: Batch normalization, 2015, section 3");
    }
}
