package dev.backflow.engine.layers;

/** The names of weights that are vectors, one number for each unit, as Keras has them. */
final class WeightNames {

    static final String BIAS = "bias";
    static final String GAMMA = "gamma";
    static final String BETA = "beta";
    static final String MOVING_MEAN = "moving_mean";
    static final String MOVING_VARIANCE = "moving_variance";

    private WeightNames() {}
}
