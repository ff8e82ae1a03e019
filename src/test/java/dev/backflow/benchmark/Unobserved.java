package dev.backflow.benchmark;

import dev.backflow.engine.Evaluation;
import dev.backflow.engine.Network;
import dev.backflow.engine.TrainingObserver;

/** Does nothing with what it sees: the last epoch only, or the loss and metrics of every one, as any training reports them. */
record Unobserved(int epochs, boolean evaluates) implements TrainingObserver {

    @Override
    public boolean observes(int epoch) {
        return evaluates || epoch == epochs;
    }

    @Override
    public void observed(int epoch, Network network, Evaluation training, Evaluation validation) {}
}
