package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a rule cannot do without. Where something of it is missing the rule is not judged, and that is said.
 *
 * @param tensors that must be recorded
 * @param facts that must be known besides
 */
record Needs(List<Tensor> tensors, Set<Fact> facts) {

    /** Something that is known of a run besides recorded tensors. Recordings made elsewhere may lack any of it. */
    enum Fact {
        /** The layers, and how their weights are drawn. */
        NETWORK("It has to know what the network is made of, which this recording does not say."),
        /** The loss, the optimizer, how long training goes on. */
        TRAINING("It has to know how the network is trained, which this recording does not say."),
        /** What the training examples are like. */
        DATA("It has to know the training examples, which this recording does not hold."),
        /** The metric. */
        ACCURACY("It looks at accuracy, which is not measured. Add accuracy to training.metrics.");

        private final String reason;

        Fact(String reason) {
            this.reason = reason;
        }
    }

    static Needs of(Tensor... tensors) {
        return new Needs(List.of(tensors), EnumSet.noneOf(Fact.class));
    }

    Needs and(Tensor... more) {
        return new Needs(Stream.concat(tensors.stream(), Arrays.stream(more)).toList(), facts);
    }

    Needs and(Fact... more) {
        Set<Fact> all = EnumSet.copyOf(List.of(more));
        all.addAll(facts);
        return new Needs(tensors, all);
    }

    /** Why a rule that needs this cannot judge, and how to mend it; empty where nothing is missing. */
    Optional<Missing> missingFrom(Evidence evidence) {
        List<Tensor> missing = new ArrayList<>(tensors);
        missing.removeAll(evidence.recording().tensors());
        if (!missing.isEmpty()) {
            String names =
                    String.join(", ", missing.stream().map(Tensor::wireName).toList());
            return Optional.of(new Missing(
                    "The run does not record " + names + ". Add it to recording.tensors.",
                    new Remedies(evidence).recording(missing).stream().toList()));
        }
        return facts.stream()
                .filter(fact -> !evidence.knows(fact))
                .findFirst()
                .map(fact -> new Missing(fact.reason, List.of()));
    }

    /** What is missing, in words, and patches that would bring it. */
    record Missing(String reason, List<Remedy> remedies) {}
}
