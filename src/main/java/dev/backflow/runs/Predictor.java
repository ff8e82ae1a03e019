package dev.backflow.runs;

/** Runs forward what a run has trained; whoever keeps networks implements it. */
@FunctionalInterface
public interface Predictor {

    /**
     * What the output layer answers, without dropout and with moving statistics, as when the run's result was
     * evaluated: the examples of the data set in their order get the very bits that its loss was computed from.
     *
     * @param inputs examples × inputs, as the network sees them
     * @throws RunConflictException unless the run has succeeded
     */
    Prediction predict(Run run, RunSpec spec, float[][] inputs);

    /**
     * What a network answered.
     *
     * @param epoch whose weights it has
     * @param outputs examples × outputs
     */
    record Prediction(int epoch, float[][] outputs) {}
}
