package dev.backflow.benchmark;

import dev.backflow.engine.Evaluation;
import dev.backflow.engine.Network;
import dev.backflow.engine.TrainingListener;

/** Observes the last epoch and does nothing with it. */
record NoListener(int epochs) implements TrainingListener {

    @Override
    public boolean observes(int epoch) {
        return epoch == epochs;
    }

    @Override
    public Sample sample() {
        return Sample.FIRST_BATCH;
    }

    @Override
    public void observed(int epoch, Network network, Evaluation training, Evaluation validation) {}

    @Override
    public boolean stopped() {
        return false;
    }
}
