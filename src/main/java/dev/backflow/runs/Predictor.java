package dev.backflow.runs;

/** Runs forward what a run has trained; whoever keeps networks implements it. */
@FunctionalInterface
public interface Predictor {

    /**
     * What the output layer answers, without dropout and with moving statistics, as at the run's last evaluation: the
     * examples of the data set in their order get the very bits that its loss was computed from.
     *
     * @param inputs examples × inputs, as the network sees them
     * @return examples × outputs
     * @throws RunConflictException unless the run has succeeded
     */
    float[][] predict(Run run, RunSpec spec, float[][] inputs);
}
