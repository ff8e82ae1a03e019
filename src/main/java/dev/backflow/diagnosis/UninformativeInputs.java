package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import java.util.Arrays;
import java.util.Optional;

/**
 * The inputs do not tell the examples apart: the best answer that is the same to equal inputs comes less than 2 % of
 * the way from a constant answer to exact ones ({@link Attainable#alike}), as where a loader has returned zeros.
 */
final class UninformativeInputs implements Rule {

    private static final double LEAST = 0.02;

    @Override
    public String id() {
        return "uninformative_inputs";
    }

    @Override
    public Needs needs() {
        return Needs.of().and(Fact.DATA);
    }

    @Override
    public boolean isDecisive() {
        return true;
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double alike = evidence.data().attainable().alike();
        return alike < LEAST ? Optional.of(finding(evidence, alike)) : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        return judge(evidence);
    }

    private Finding finding(Evidence evidence, double alike) {
        boolean constant = Arrays.stream(evidence.data().featureStds()).allMatch(std -> std == 0);
        int examples = evidence.data().examples();
        return Finding.of(id())
                .error()
                .during(evidence.wholeRun())
                .measured("what the best answer that is the same to equal inputs reaches", alike)
                .against(LEAST)
                .because((constant
                                ? "All " + examples + " examples have the same inputs"
                                : "Examples with equal inputs have different targets, all through the " + examples
                                        + " examples")
                        + ". The best that any network can do is to answer all of them alike. Look at how the features"
                        + " are loaded, and whether they belong to these targets.")
                .see("Karpathy: A recipe for training neural networks, 2019 (become one with the data)");
    }
}
