package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Needs.Fact;
import java.util.Optional;

/** A rule that has to know whether anything is learned: what learns is healthy, whatever else is odd about it. */
interface ProgressRule extends Rule {

    @Override
    default Needs needs() {
        return Needs.of().and(Fact.NETWORK, Fact.TRAINING, Fact.DATA);
    }

    @Override
    default Optional<String> objection(Evidence evidence) {
        if (!(evidence.data().constantLoss() > evidence.data().perfectLoss())) {
            return Optional.of("A constant answer has a loss of "
                    + Text.number(evidence.data().constantLoss())
                    + ", which no exact answers are below, so there is nothing to learn. Are all targets alike?");
        }
        return Progress.of(evidence) == null
                ? Optional.of("The loss contains the penalties of regularizers, and no accuracy is measured beside it."
                        + " Add accuracy to training.metrics.")
                : Optional.empty();
    }
}
