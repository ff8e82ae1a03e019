package dev.backflow.engine;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.LayerWeights;
import dev.backflow.engine.products.Blas;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron.
 *
 * @param layers from the first hidden layer to the output; each has a name here, {@code layer_1} … and {@code output}
 *     where none was given
 * @param initialWeights the weights of the untrained network, one entry for each (repeated) layer; not set: drawn by
 *     the initializers
 */
public record NetworkSpec(
        List<LayerSpec> layers, @Default("null") @Nullable List<LayerWeights> initialWeights) {

    public NetworkSpec {
        Check.notEmpty("layers", layers, layers, "must have at least one layer, the output");
        LayerSpec last = layers.get(layers.size() - 1);
        Check.require(
                last instanceof LayerSpec.Dense,
                "layers/" + (layers.size() - 1) + "/type",
                WireNames.of(last.getClass()),
                "must be dense in the last layer, which makes the predictions; put a dense layer after it");
        layers = named(layers);
        List<LayerSpec> expanded = expand(layers);
        if (initialWeights != null) {
            initialWeights = List.copyOf(initialWeights);
            Check.require(
                    initialWeights.size() == expanded.size(),
                    "initial_weights",
                    initialWeights.size() + " entries",
                    "must have one entry for each of the " + expanded.size() + " layers");
        }
    }

    private static List<LayerSpec> named(List<LayerSpec> layers) {
        List<LayerSpec> named = new ArrayList<>();
        for (LayerSpec layer : layers) {
            boolean output = named.size() == layers.size() - 1 && layer.repeat() == null;
            String place = output ? "output" : "layer_" + (named.size() + 1);
            named.add(layer.name() == null ? layer.as(place, layer.repeat()) : layer);
        }
        return List.copyOf(named);
    }

    private static List<LayerSpec> expand(List<LayerSpec> layers) {
        List<LayerSpec> expanded = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerSpec layer = layers.get(i);
            int copies = layer.repeat() == null ? 1 : layer.repeat();
            Check.require(
                    expanded.size() + copies <= LayerSpec.DEEPEST,
                    "layers",
                    expanded.size() + copies + " layers",
                    "must be at most " + LayerSpec.DEEPEST);
            for (int copy = 1; copy <= copies; copy++) {
                String name = layer.repeat() == null ? layer.name() : layer.name() + "_" + copy;
                Check.require(names.add(name), "layers/" + i + "/name", name, "must be the name of one layer only");
                expanded.add(layer.as(name, null));
            }
        }
        return expanded;
    }

    /** The layers one by one, repetition written out. */
    public List<LayerSpec> expanded() {
        return expand(layers);
    }

    /** The layer that makes the predictions. */
    private LayerSpec.Dense last() {
        return (LayerSpec.Dense) layers.get(layers.size() - 1);
    }

    /** φ of the layer that makes the predictions. */
    public Activation outputActivation() {
        return last().activation();
    }

    /** The units of the last layer. */
    public int outputs() {
        return last().units();
    }

    /** Refuses what does not fit this many inputs, residuals and initial weights, and kernels that no array holds. */
    public void checkInputs(int inputs) {
        int width = inputs;
        int place = 0;
        for (int i = 0; i < layers.size(); i++) {
            LayerSpec layer = layers.get(i);
            int copies = layer.repeat() == null ? 1 : layer.repeat();
            for (int copy = 0; copy < copies; copy++) {
                int arriving = width;
                Check.within("layers/" + i, () -> layer.checkInputs(arriving));
                if (initialWeights != null) {
                    initialWeights.get(place).checkShape("initial_weights/" + place, layer, width);
                }
                if (layer.hasKernel()) {
                    int most = Integer.MAX_VALUE / width; // the elements of one array
                    Check.require(
                            layer.units(width) <= most,
                            "layers/" + i + "/units",
                            layer.units(width),
                            "must be at most " + most + " with " + width + " inputs");
                }
                width = layer.units(width);
                place++;
            }
        }
    }

    /** All weights of such a network, those too that no gradient teaches. */
    public long weights(int inputs) {
        long weights = kernelElements(inputs);
        int width = inputs;
        for (LayerSpec layer : expanded()) {
            for (int length : layer.vectors(width).values()) {
                weights += length;
            }
            width = layer.units(width);
        }
        return weights;
    }

    /**
     * The elements of all kernels, each of which costs a multiplication and an addition in every pass of an example.
     */
    public long kernelElements(int inputs) {
        long elements = 0;
        int width = inputs;
        for (LayerSpec layer : expanded()) {
            elements += layer.hasKernel() ? (long) width * layer.units(width) : 0;
            width = layer.units(width);
        }
        return elements;
    }

    /** What multiplies the large kernels of this network on this machine: {@link Blas#path}, or {@link Blas#NONE}. */
    public String blas(int inputs) {
        int width = inputs;
        for (LayerSpec layer : expanded()) {
            int units = layer.units(width);
            if (layer.hasKernel() && Blas.isLarge(width, units)) {
                return Blas.path();
            }
            width = units;
        }
        return Blas.NONE;
    }
}
