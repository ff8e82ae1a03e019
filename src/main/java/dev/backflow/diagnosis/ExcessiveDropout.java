package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import java.util.List;
import java.util.Optional;

/**
 * Dropout takes more than 60 % of a layer's activations away in each step, and the network falls short by a fifth of
 * what nearest neighbours or a linear model reach.
 */
final class ExcessiveDropout implements ProgressRule {

    private static final double MOST = 0.6;
    private static final double MISSING = 0.2;
    private static final double USUAL = 0.1;

    @Override
    public String id() {
        return "excessive_dropout";
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return evidence.leavingOut(evidence.undescribed());
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        LearningCurve curve = evidence.curve();
        boolean judged = evidence.ended() && curve.length() > 0 && !curve.isUntrained();
        double most = evidence.network().expanded().stream()
                .mapToDouble(layer -> dropped(evidence, layer))
                .max()
                .orElse(0);
        return judged && most > MOST && !curve.isHealthy() && curve.fallsShortBy(MISSING)
                ? Optional.of(finding(evidence, most, curve.stalls()))
                : Optional.empty();
    }

    private static double dropped(Evidence evidence, LayerSpec layer) {
        return evidence.parts().apply(layer).map(LayerParts::dropout).orElse(0.0);
    }

    private Finding finding(Evidence evidence, double most, boolean stalls) {
        List<String> layers = evidence.network().expanded().stream()
                .filter(layer -> dropped(evidence, layer) > MOST)
                .map(Evidence::name)
                .toList();
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .errorIf(stalls)
                .in(layers)
                .during(evidence.wholeRun())
                .measured("share of the activations that is dropped in each step", most)
                .against(MOST)
                .because("Dropout takes " + Text.percent(most) + " of the activations of "
                        + Text.layers(layers, evidence.layers())
                        + " away in each step. What is left differs so much from step to step that the layers after it"
                        + " learn little but the mean. Drop less, 10 to 50 %.")
                .remedies(remedies.lessDropout(USUAL))
                .see("Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov: Dropout, 2014, section 7.3");
    }
}
