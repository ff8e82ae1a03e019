package dev.backflow.engine.layers;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.initializers.Initializer;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Implied;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.Records;
import dev.backflow.spec.WireNames;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One layer, or several alike in a row. Names, parameters and defaults are Keras 3's ({@code keras.layers}); a layer
 * without a {@code type} is dense.
 */
public sealed interface LayerSpec permits LayerSpec.Dense, LayerSpec.Dropout, NormalizingLayer {

    /** Layers of a network, repetition written out, beyond which its description alone would fill a machine. */
    int DEEPEST = 16_384;

    /** Letters, digits and underscores; left out, the network names the layer by its place. */
    @Nullable
    String name();

    /**
     * How many such layers follow each other, {@code name_1}, {@code name_2} …; not set: one, with the name as it is.
     */
    @Nullable
    Integer repeat();

    /** The same but for name and repetition. */
    default LayerSpec as(@Nullable String name, @Nullable Integer repeat) {
        Map<String, Object> changes = new HashMap<>();
        changes.put("name", name);
        changes.put("repeat", repeat);
        return (LayerSpec) Records.with((Record) this, changes);
    }

    /** Outputs of a layer with this number of inputs. */
    int units(int inputs);

    /** Whether it has a kernel, inputs × units. */
    boolean hasKernel();

    /** How many numbers it keeps of each example of a batch: its output, what comes back to it, and what is between. */
    default long numbersPerExample(int inputs) {
        return 4L * units(inputs);
    }

    /** The weights that are vectors, with their lengths, in the order of {@code keras.Layer.get_weights()}. */
    Map<String, Integer> vectors(int inputs);

    /** Whether it has a bias. What a normalization shifts by is none. */
    default boolean hasBias() {
        return vectors(1).containsKey(WeightNames.BIAS);
    }

    /** Whether regularizers add something to the loss here. */
    boolean isPenalized();

    /**
     * What it does to its input, for rules and theory; empty where such steps do not describe it, which is then not
     * judged.
     */
    Optional<LayerParts> parts();

    /** Refuses a number of inputs that this layer cannot take. */
    default void checkInputs(int inputs) {}

    /** Live, with its weights yet to be set; {@code place} counts the layers of the network. */
    Layer layer(int inputs, int examples, long seed, int place);

    static void check(@Nullable String name, @Nullable Integer repeat) {
        if (name != null) {
            Check.matches(
                    "name",
                    name,
                    "[a-z][a-z0-9_]{0,63}",
                    "must start with a lower-case letter and have at most 64 lower-case letters, digits and underscores");
        }
        if (repeat != null) {
            Check.between("repeat", repeat, 1, DEEPEST);
        }
    }

    /**
     * Connects every input with every unit. A fully connected layer: z = N(Wᵀ x + b), a = D(φ(z)) + x, where
     * normalization N, dropout D and the residual x are each there only if asked for. What Keras users stack as Dense,
     * BatchNormalization, Activation, Dropout and Add is one layer here, so that {@code repeat} makes the depth of such
     * a network one number too.
     *
     * @param units outputs
     * @param kernelRegularizer a penalty on W in the loss, as the other two are on b and φ(z); not set: none
     * @param normalization between the kernel and the activation; not set: none
     * @param dropout the share of φ(z) that is dropped while training
     * @param residual whether the layer adds its input to its output, which takes as many inputs as units
     */
    @Implied
    record Dense(
            @Default("null") @Nullable String name,
            @Default("null") @Nullable Integer repeat,
            int units,
            @Default("linear") Activation activation,
            @Default("true") boolean useBias,
            @Default("glorot_uniform") Initializer kernelInitializer,
            @Default("zeros") Initializer biasInitializer,
            @Default("null") @Nullable Regularizer kernelRegularizer,
            @Default("null") @Nullable Regularizer biasRegularizer,
            @Default("null") @Nullable Regularizer activityRegularizer,
            @Default("null") @Nullable Normalization normalization,
            @Default("0.0") double dropout,
            @Default("false") boolean residual)
            implements LayerSpec {

        public Dense {
            check(name, repeat);
            Check.positive("units", units);
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

        @Override
        public int units(int inputs) {
            return units;
        }

        @Override
        public boolean hasKernel() {
            return true;
        }

        @Override
        public long numbersPerExample(int inputs) {
            int kept = 3
                    + (dropout > 0 || residual ? 1 : 0)
                    + (dropout > 0 ? 1 : 0)
                    + (residual ? 1 : 0)
                    + (normalization == null ? 0 : 2)
                    + (activityRegularizer == null ? 0 : 1);
            return (long) kept * units;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            Map<String, Integer> vectors = new LinkedHashMap<>();
            if (useBias) {
                vectors.put(WeightNames.BIAS, units);
            }
            if (normalization != null) {
                vectors.putAll(normalization.vectors(units));
            }
            return vectors;
        }

        @Override
        public boolean isPenalized() {
            return kernelRegularizer != null || biasRegularizer != null || activityRegularizer != null;
        }

        @Override
        public Optional<LayerParts> parts() {
            return Optional.of(new LayerParts(
                    Optional.of(new LayerParts.Kernel(kernelInitializer, biasInitializer, useBias)),
                    Optional.ofNullable(normalization),
                    Optional.of(activation),
                    dropout,
                    residual));
        }

        @Override
        public void checkInputs(int inputs) {
            Check.require(
                    !residual || units == inputs,
                    "residual",
                    true,
                    "needs as many inputs as the layer has units, " + units + ", but there are " + inputs
                            + "; put a dense layer of " + units + " units without residual before it");
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            RandomStream masks = new RandomStream(seed, RandomStream.Purpose.DROPOUT, place);
            return new DenseLayer(this, inputs, examples, masks);
        }
    }

    /**
     * Drops random inputs while training, so that units do not rely on each other. While training y = m ⊙ x, each m
     * being 0 with probability {@code rate} and 1 / (1 − rate) otherwise; y = x in evaluation.
     *
     * @param rate the share that is dropped
     */
    record Dropout(
            @Default("null") @Nullable String name,
            @Default("null") @Nullable Integer repeat,
            double rate) implements LayerSpec {

        public Dropout {
            check(name, repeat);
            Check.between("rate", rate, 0, 1);
        }

        @Override
        public int units(int inputs) {
            return inputs;
        }

        @Override
        public boolean hasKernel() {
            return false;
        }

        @Override
        public Map<String, Integer> vectors(int inputs) {
            return Map.of();
        }

        @Override
        public boolean isPenalized() {
            return false;
        }

        @Override
        public Optional<LayerParts> parts() {
            return Optional.of(LayerParts.dropping(rate));
        }

        @Override
        public Layer layer(int inputs, int examples, long seed, int place) {
            RandomStream masks = new RandomStream(seed, RandomStream.Purpose.DROPOUT, place);
            return new StageLayer(name, new DropoutStage(rate, masks, inputs, examples), inputs, examples);
        }
    }
}
