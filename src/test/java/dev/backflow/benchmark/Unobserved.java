package dev.backflow.benchmark;

import dev.backflow.engine.Observation;
import dev.backflow.engine.TrainingObserver;

/** Does nothing with what it sees: the last epoch only, or the loss and metrics of every one, as any training reports them. */
record Unobserved(int epochs, boolean evaluates) implements TrainingObserver {

    @Override
    public boolean observes(int epoch) {
        return evaluates || epoch == epochs;
    }

    @Override
    public void observed(Observation observation) {}
}
