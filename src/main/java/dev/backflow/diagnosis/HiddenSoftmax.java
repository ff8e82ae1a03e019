package dev.backflow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * A hidden layer has an activation whose units share 1 among them, as softmax does, and the network has not learned
 * half of what there is: what one unit hands on, the others lose.
 */
final class HiddenSoftmax implements ProgressRule {

    static final String ID = "hidden_softmax";

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
        return evidence.ended() && curve.length() > 0 && !curve.isHealthy() ? foresee(evidence) : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        List<JudgedLayer> layers = evidence.hidden().stream()
                .filter(layer -> layer.activation().isDistribution())
                .toList();
        return layers.isEmpty() ? Optional.empty() : Optional.of(finding(evidence, layers));
    }

    private Finding finding(Evidence evidence, List<JudgedLayer> layers) {
        List<String> names = layers.stream().map(JudgedLayer::name).toList();
        int widest = layers.stream().mapToInt(JudgedLayer::units).max().orElse(1);
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .in(names)
                .during(evidence.wholeRun())
                .measured("hidden layers whose activations add up to 1", layers.size())
                .against(0, "the definition of softmax")
                .because("In " + Text.layers(names, evidence.layers())
                        + " softmax makes the activations of all units add"
                        + " up to 1. Each of " + widest + " units hands on 1/" + widest
                        + " or so, hardly varies, and takes from the others what it gains. Use relu or tanh there, and"
                        + " softmax in the last layer only.")
                .remedies(remedies.withRate(remedies.leakyRelu()), remedies.leakyRelu())
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 6.2.2.3");
    }
}
