package dev.backflow.engine;

/**
 * One dense layer, or several alike in a row: a = φ(Wᵀ x + b).
 *
 * @param name letters, digits and underscores; left out, the network names it by its place
 * @param repeat how many such layers follow each other, named {@code name_1}, {@code name_2} …; not set means one layer
 *     that bears the name itself
 * @param units outputs
 * @param kernelRegularizer a penalty on W in the loss, as the other two are on b and a; not set: none
 */
public record LayerSpec(
        @Default("null") String name,
        @Default("null") Integer repeat,
        int units,
        @Default("linear") Activation activation,
        @Default("true") boolean useBias,
        @Default("glorot_uniform") Initializer kernelInitializer,
        @Default("zeros") Initializer biasInitializer,
        @Default("null") Regularizer kernelRegularizer,
        @Default("null") Regularizer biasRegularizer,
        @Default("null") Regularizer activityRegularizer) {

    private static final int MOST_UNITS = 16_384;

    public LayerSpec {
        Check.require(
                name == null || name.matches("[a-z][a-z0-9_]{0,63}"),
                "name",
                name,
                "must start with a lower-case letter and have at most 64 lower-case letters, digits and underscores");
        if (repeat != null) {
            Check.between("repeat", repeat, 1, NetworkSpec.MOST_LAYERS);
        }
        Check.between("units", units, 1, MOST_UNITS);
        Check.require(
                units > 1 || activation instanceof ElementwiseActivation,
                "activation",
                WireNames.of(activation.getClass()),
                "is always the same with one unit; use sigmoid or log_sigmoid, or two units");
        biasInitializer.objectionToBias().ifPresent(objection -> {
            String type = WireNames.of(biasInitializer.getClass());
            throw new InvalidSpecException("bias_initializer", type, objection);
        });
    }

    /** A layer without regularizers. */
    public LayerSpec(
            String name,
            Integer repeat,
            int units,
            Activation activation,
            boolean useBias,
            Initializer kernelInitializer,
            Initializer biasInitializer) {
        this(name, repeat, units, activation, useBias, kernelInitializer, biasInitializer, null, null, null);
    }

    LayerSpec named(String newName) {
        return with(newName, repeat);
    }

    LayerSpec single(String newName) {
        return with(newName, null);
    }

    private LayerSpec with(String newName, Integer newRepeat) {
        return new LayerSpec(
                newName,
                newRepeat,
                units,
                activation,
                useBias,
                kernelInitializer,
                biasInitializer,
                kernelRegularizer,
                biasRegularizer,
                activityRegularizer);
    }
}
