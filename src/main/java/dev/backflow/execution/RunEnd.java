package dev.backflow.execution;

import dev.backflow.runs.RunError;
import dev.backflow.runs.RunResult;
import dev.backflow.storage.EncodedWeights;

/** How the training of a run ended. */
sealed interface RunEnd {

    /** @param weights of the trained network */
    record Success(RunResult result, EncodedWeights weights) implements RunEnd {}

    record Failure(RunError error) implements RunEnd {}
}
