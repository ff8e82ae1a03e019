package dev.backflow.engine;

import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.engine.optimizers.Parameter;
import dev.backflow.engine.optimizers.Updater;
import java.util.Arrays;
import java.util.List;

/** The optimizer's state for all parameters of a network, and the step count. */
final class OptimizerState {

    private final Optimizer optimizer;
    private final Parameter[] parameters;
    private final Updater[] updaters;
    private long step;
    private double reducedRate = Double.NaN;

    OptimizerState(Optimizer optimizer, List<Parameter> parameters) {
        this.optimizer = optimizer;
        this.parameters = parameters.toArray(Parameter[]::new);
        updaters = parameters.stream()
                .map(parameter -> optimizer.updater(parameter.weights().length))
                .toArray(Updater[]::new);
    }

    /** One step from the gradients that the parameters hold, which may come out of it clipped. */
    void step() {
        double rate = rate();
        step++;
        optimizer.options().clip(parameters);
        for (int i = 0; i < parameters.length; i++) {
            decay(parameters[i], rate);
            updaters[i].update(parameters[i].weights(), parameters[i].gradient(), rate, step);
        }
    }

    /** η of the next step. */
    double rate() {
        return Double.isNaN(reducedRate) ? optimizer.learningRate().at(step) : reducedRate;
    }

    /** Takes all further steps with {@code rate}, whatever the optimizer says. */
    void continueAt(double rate) {
        reducedRate = rate;
    }

    /** The rate set by {@link #continueAt}, NaN if none was. */
    double reducedRate() {
        return reducedRate;
    }

    long steps() {
        return step;
    }

    /** All that the optimizer remembers, live. */
    List<float[]> memory() {
        return Arrays.stream(updaters)
                .flatMap(updater -> Arrays.stream(updater.state()))
                .toList();
    }

    /** Resumes after {@code steps} steps with the state that the optimizer had then. */
    void resume(long steps, List<float[]> memory) {
        TrainingState.restore(memory, memory());
        step = steps;
    }

    private void decay(Parameter parameter, double rate) {
        if (optimizer.decaysThroughGradient()) {
            optimizer.options().decayThroughGradient(parameter);
        } else {
            optimizer.options().decay(parameter.weights(), rate);
        }
    }
}
