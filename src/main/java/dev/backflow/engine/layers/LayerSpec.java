package dev.backflow.engine.layers;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Implied;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireNames;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One layer, or several alike in a row. Names, parameters and defaults are Keras 3's ({@code keras.layers}); a layer
 * without a {@code type} is dense.
 */
public sealed interface LayerSpec {

    /** In a network, repetition written out. */
    int MOST_LAYERS = 256;

    /** Letters, digits and underscores; left out, the network names the layer by its place. */
    String name();

    /** How many such layers follow each other, {@code name_1}, {@code name_2} …; not set means one that bears the name itself. */
    Integer repeat();

    /** The same but for name and repetition. */
    LayerSpec as(String name, Integer repeat);

    /** Outputs, of a layer with so many inputs. */
    int units(int inputs);

    /** The weights that are vectors, with their lengths, in the order of {@code keras.Layer.get_weights()}. */
    Map<String, Integer> vectors(int inputs);

    /** Live, with its weights yet to be set; {@code place} counts the layers of the network. */
    Layer layer(int inputs, int examples, long seed, int place);

    private static void check(String name, Integer repeat) {
        Check.require(
                name == null || name.matches("[a-z][a-z0-9_]{0,63}"),
                "name",
                name,
                "must start with a lower-case letter and have at most 64 lower-case letters, digits and underscores");
        if (repeat != null) {
            Check.between("repeat", repeat, 1, MOST_LAYERS);
        }
    }

    private static Map<String, Integer> vectors(Normalization normalization, int units) {
        Map<String, Integer> vectors = new LinkedHashMap<>();
        normalization.initializers().keySet().forEach(name -> vectors.put(name, units));
        return vectors;
    }

    /**
     * A fully connected layer: z = N(Wᵀ x + b), a = D(φ(z)) + x, where normalization N, dropout D and the residual x are
     * each there only if asked for. What Keras users stack as Dense, BatchNormalization, Activation, Dropout and Add is one
     * layer here, so that {@code repeat} makes the depth of such a network one number too.
     *
     * @param units outputs
     * @param kernelRegularizer a penalty on W in the loss, as the other two are on b and φ(z); not set: none
     * @param normalization between the kernel and the activation; not set: none
     * @param dropout the share of φ(z) that is dropped while training
     * @param residual whether the layer adds its input to what it hands on, which takes as many inputs as units
     */
    @Implied
    record Dense(
            @Default("null") String name,
            @Default("null") Integer repeat,
            int units,
            @Default("linear") Activation activation,
            @Default("true") boolean useBias,
            @Default("glorot_uniform") Initializer kernelInitializer,
            @Default("zeros") Initializer biasInitializer,
            @Default("null") Regularizer kernelRegularizer,
            @Default("null") Regularizer biasRegularizer,
            @Default("null") Regularizer activityRegularizer,
            @Default("null") Normalization normalization,
            @Default("0.0") double dropout,
            @Default("false") boolean residual)
            implements LayerSpec {

        private static final int MOST_UNITS = 16_384;

        public Dense {
            check(name, repeat);
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
            Check.between("dropout", dropout, 0, 1);
        }

        /** A layer without regularizers and remedies. */
        public Dense(
                String name,
                Integer repeat,
                int units,
                Activation activation,
                boolean useBias,
                Initializer kernelInitializer,
                Initializer biasInitializer) {
            this(
                    name,
                    repeat,
                    units,
                    activation,
                    useBias,
                    kernelInitializer,
                    biasInitializer,
                    null,
                    null,
                    null,
                    null,
                    0,
                    false);
        }

        @Override
        public Dense as(String newName, Integer newRepeat) {
            return new Dense(
                    newName,
                    newRepeat,
                    units,
                    activation,
                    useBias,
                    kernelInitializer,
                    biasInitializer,
                    kernelRegularizer,
                    biasRegularizer,
                    activityRegularizer,
                    normalization,
                    dropout,
                    residual);
        }

        @Override
        public int units(int inputs) {
            return units;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            Map<String, Integer> vectors = new LinkedHashMap<>();
            if (useBias) {
                vectors.put(WeightNames.BIAS, units);
            }
            if (normalization != null) {
                vectors.putAll(LayerSpec.vectors(normalization, units));
            }
            return vectors;
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            RandomStream masks = new RandomStream(seed, RandomStream.Purpose.DROPOUT, place);
            return new DenseLayer(this, inputs, examples, masks);
        }
    }

    /**
     * While training y = m ⊙ x, each m being 0 with probability {@code rate} and 1 / (1 − rate) otherwise; y = x in
     * evaluation.
     *
     * @param rate the share that is dropped
     */
    record Dropout(
            @Default("null") String name, @Default("null") Integer repeat, double rate) implements LayerSpec {

        public Dropout {
            check(name, repeat);
            Check.between("rate", rate, 0, 1);
        }

        @Override
        public Dropout as(String newName, Integer newRepeat) {
            return new Dropout(newName, newRepeat, rate);
        }

        @Override
        public int units(int inputs) {
            return inputs;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            return Map.of();
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            RandomStream masks = new RandomStream(seed, RandomStream.Purpose.DROPOUT, place);
            return StageLayer.dropout(name, rate, masks, inputs, examples);
        }
    }

    /** {@link Normalization.BatchNormalization} as a layer of its own: y = γ (x − μ) / √(σ² + ε) + β, unit by unit. */
    record BatchNormalization(
            @Default("null") String name,
            @Default("null") Integer repeat,
            @Unwrapped Normalization.BatchNormalization settings)
            implements LayerSpec {

        public BatchNormalization {
            check(name, repeat);
        }

        @Override
        public BatchNormalization as(String newName, Integer newRepeat) {
            return new BatchNormalization(newName, newRepeat, settings);
        }

        @Override
        public int units(int inputs) {
            return inputs;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            return LayerSpec.vectors(settings, inputs);
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            return StageLayer.normalizing(name, settings, inputs, examples);
        }
    }

    /** {@link Normalization.LayerNormalization} as a layer of its own: y = γ (x − μ) / √(σ² + ε) + β, example by example. */
    record LayerNormalization(
            @Default("null") String name,
            @Default("null") Integer repeat,
            @Unwrapped Normalization.LayerNormalization settings)
            implements LayerSpec {

        public LayerNormalization {
            check(name, repeat);
        }

        @Override
        public LayerNormalization as(String newName, Integer newRepeat) {
            return new LayerNormalization(newName, newRepeat, settings);
        }

        @Override
        public int units(int inputs) {
            return inputs;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            return LayerSpec.vectors(settings, inputs);
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            return StageLayer.normalizing(name, settings, inputs, examples);
        }
    }
}
