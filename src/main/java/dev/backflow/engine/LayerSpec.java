package dev.backflow.engine;

/**
 * One dense layer, or several alike in a row: a = φ(Wᵀ x + b).
 *
 * @param name letters, digits and underscores; left out, the network names it by its place
 * @param repeat how many such layers follow each other, named {@code name_1}, {@code name_2} …; not set means one layer
 *     that bears the name itself
 * @param units outputs
 */
public record LayerSpec(
        @Default("null") String name,
        @Default("null") Integer repeat,
        int units,
        @Default("linear") Activation activation,
        @Default("true") boolean useBias,
        @Default("glorot_uniform") Initializer kernelInitializer,
        @Default("zeros") Initializer biasInitializer) {

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
                units > 1 || !(activation instanceof Activation.Softmax),
                "activation",
                "softmax",
                "is always 1 with one unit; use sigmoid, or two units");
    }

    LayerSpec named(String newName) {
        return new LayerSpec(newName, repeat, units, activation, useBias, kernelInitializer, biasInitializer);
    }

    LayerSpec single(String newName) {
        return new LayerSpec(newName, null, units, activation, useBias, kernelInitializer, biasInitializer);
    }
}
