package dev.backflow.runs;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.spec.Check;

/** How much may be recorded inside epochs. */
final class StepBudget {

    /** Tensors measured, over all steps: some 15 MB stored. */
    private static final long MOST_TENSORS = 200_000;

    private StepBudget() {}

    /** @param examples trained on */
    static void check(NetworkSpec network, TrainingSpec training, RecordingSpec recording, int examples) {
        int every = recording.everySteps();
        int perEpoch = training.stepsPerEpoch(examples);
        Check.require(
                every <= perEpoch,
                "recording/every_steps",
                every,
                "must be at most " + perEpoch + ", the steps of an epoch; use every for more");
        long steps = (long) perEpoch * training.epochs();
        long tensors = recording.tensors().stream()
                .mapToLong(tensor ->
                        network.expanded().stream().filter(tensor::isIn).count())
                .sum();
        long points = Math.max(1, MOST_TENSORS / Math.max(1, tensors));
        long least = steps / points + 1;
        Check.require(
                steps <= Integer.MAX_VALUE && every >= least,
                "recording/every_steps",
                every,
                "must record at most " + MOST_TENSORS + " tensors: with " + tensors + " at each of " + steps
                        + " steps, "
                        + (least <= perEpoch
                                ? "from " + least + " on"
                                : "no value will do; ask for fewer tensors or epochs, or use every"));
    }
}
