package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import java.util.List;
import java.util.Optional;

/**
 * No layer before the last one bends what it hands on, so that the network is one linear map however deep it is, and
 * the data ask for more: the nearest neighbours of an example, or a linear model, reach more than it by a tenth of the
 * whole way; before it is trained, neighbours reach more by a fifth than a linear model.
 */
final class LinearNetwork implements ProgressRule {

    static final String ID = "linear_network";

    private static final double MOST = 0.1;
    private static final double FORESEEN = 0.2;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return evidence.leavingOut(evidence.unknown());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        Attainable attainable = evidence.data().attainable();
        double reached = Math.max(curve.reached(), attainable.linear());
        double missing = attainable.neighbours() - (Double.isNaN(reached) ? curve.reached() : reached);
        boolean judged = evidence.ended() && curve.length() > 0 && !curve.isUntrained() && curve.last() < 0.9;
        return judged && missing > MOST && isLinear(evidence)
                ? Optional.of(finding(evidence, missing, MOST, curve.stalls()))
                : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        Attainable attainable = evidence.data().attainable();
        double missing = attainable.neighbours() - attainable.linear();
        return missing > FORESEEN && isLinear(evidence)
                ? Optional.of(finding(evidence, missing, FORESEEN, false))
                : Optional.empty();
    }

    @Override
    public Needs needs() {
        return Needs.of().and(Fact.NETWORK, Fact.TRAINING, Fact.DATA);
    }

    private static List<LayerSpec> hidden(Evidence evidence) {
        List<LayerSpec> layers = evidence.network().expanded();
        return layers.subList(0, layers.size() - 1);
    }

    private static boolean isLinear(Evidence evidence) {
        return hidden(evidence).stream()
                .allMatch(layer -> evidence.parts()
                        .apply(layer)
                        .filter(LinearNetwork::isLinear)
                        .isPresent());
    }

    private static boolean isLinear(LayerParts parts) {
        boolean bends = parts.activation()
                .filter(activation ->
                        activation.elementwise().filter(phi -> phi.isLinear()).isEmpty())
                .isPresent();
        boolean perExample = parts.normalization()
                .filter(normalization -> normalization.over() != Normalization.Over.EXAMPLES)
                .isPresent();
        return !bends && !perExample;
    }

    private Finding finding(Evidence evidence, double missing, double most, boolean stalls) {
        List<String> hidden = hidden(evidence).stream()
                .filter(LayerSpec::hasKernel)
                .map(Evidence::name)
                .toList();
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .errorIf(stalls)
                .in(hidden.isEmpty() ? List.of(evidence.output().name()) : hidden)
                .during(evidence.wholeRun())
                .measured("how much farther the nearest neighbours of an example come, of the whole way", missing)
                .against(most)
                .because((hidden.isEmpty()
                                ? "The network has no hidden layer"
                                : "All hidden layers are linear, so that the network's " + (hidden.size() + 1)
                                        + " layers make one linear map")
                        + ": it can only draw a straight line, or a plane. The nearest neighbours of an example answer "
                        + Text.percent(missing) + " of the whole way better than a line can. "
                        + (hidden.isEmpty() ? "Add a hidden layer." : "Use relu or tanh in the hidden layers."))
                .remedies(
                        hidden.isEmpty() ? remedies.hiddenLayer() : remedies.withRate(remedies.leakyRelu()),
                        hidden.isEmpty() ? Optional.empty() : remedies.leakyRelu(),
                        hidden.isEmpty() ? Optional.empty() : remedies.activation("tanh", "glorot_uniform"))
                .see("Minsky and Papert: Perceptrons, 1969; Goodfellow, Bengio and Courville: Deep Learning, 2016,"
                        + " section 6.1");
    }
}
