package dev.backflow.recording;

import dev.backflow.engine.Masks;
import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import dev.backflow.engine.layers.NormalizingLayer;
import dev.backflow.engine.layers.Regularizer;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Networks once more, forward only, in double precision and straight from the definitions. Slopes of the loss are
 * central differences: nothing is propagated back. Signals are units × examples, row by row.
 */
final class DoubleNetwork {

    private static final double STEP = 1e-5;

    private final List<LayerSpec> layers;
    private final List<Map<String, double[]>> weights;
    private final double[] input;
    private final double[] targets;
    private final int examples;
    private final long seed;
    private final int epoch;
    private final int step;

    /** z and a of each layer after the last pass. */
    final double[][] z;

    final double[][] a;
    private int nudgedLayer = -1;
    private int nudgedElement;
    private double nudge;

    /**
     * @param weights {@code kernel} (inputs × units) and vectors of each layer
     * @param step to which the masks of dropout belong
     */
    DoubleNetwork(
            List<LayerSpec> layers,
            List<Map<String, double[]>> weights,
            double[] input,
            double[] targets,
            int examples,
            long seed,
            int epoch,
            int step) {
        this.layers = layers;
        this.weights = weights;
        this.input = input;
        this.targets = targets;
        this.examples = examples;
        this.seed = seed;
        this.epoch = epoch;
        this.step = step;
        z = new double[layers.size()][];
        a = new double[layers.size()][];
    }

    /** ½ (L(w + h) − L(w − h)) / h for each element of some weights. */
    double[] slopes(int layer, String weight) {
        double[] values = weights.get(layer).get(weight);
        double[] slopes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = value + STEP;
            double above = loss();
            values[i] = value - STEP;
            slopes[i] = (above - loss()) / (2 * STEP);
            values[i] = value;
        }
        return slopes;
    }

    /** ½ (L(z + h) − L(z − h)) / h for each element of a layer's z. */
    double[] slopesOfPreActivation(int layer) {
        loss();
        double[] slopes = new double[z[layer].length];
        nudgedLayer = layer;
        for (nudgedElement = 0; nudgedElement < slopes.length; nudgedElement++) {
            nudge = STEP;
            double above = loss();
            nudge = -STEP;
            slopes[nudgedElement] = (above - loss()) / (2 * STEP);
        }
        nudgedLayer = -1;
        return slopes;
    }

    /** The mean squared error of the batch with all penalties; leaves z and a. */
    double loss() {
        double[] signal = input;
        double penalty = 0;
        for (int place = 0; place < layers.size(); place++) {
            LayerSpec spec = layers.get(place);
            if (spec instanceof LayerSpec.Dense dense) {
                penalty += dense(place, dense, signal);
            } else {
                z[place] = nudged(place, stage(place, spec, signal));
                a[place] = z[place];
            }
            signal = a[place];
        }
        double error = 0;
        for (int i = 0; i < targets.length; i++) {
            error += (signal[i] - targets[i]) * (signal[i] - targets[i]);
        }
        return error / targets.length + penalty;
    }

    private double dense(int place, LayerSpec.Dense spec, double[] signal) {
        double[] linear = linear(place, spec.units(), signal);
        z[place] = nudged(place, normalized(place, spec.normalization(), spec.units(), linear));
        double[] activated = new double[z[place].length];
        for (int i = 0; i < activated.length; i++) {
            activated[i] = value(spec.activation(), z[place][i]);
        }
        a[place] = dropped(place, spec.dropout(), activated);
        for (int i = 0; spec.residual() && i < signal.length; i++) {
            a[place][i] += signal[i];
        }
        return penalty(spec.kernelRegularizer(), weights.get(place).get("kernel"))
                + penalty(spec.activityRegularizer(), activated) / examples;
    }

    private double[] linear(int place, int units, double[] signal) {
        double[] kernel = weights.get(place).get("kernel");
        double[] bias = weights.get(place).get("bias");
        double[] linear = new double[units * examples];
        for (int unit = 0; unit < units; unit++) {
            for (int example = 0; example < examples; example++) {
                double sum = bias == null ? 0 : bias[unit];
                for (int in = 0; in < signal.length / examples; in++) {
                    sum += kernel[in * units + unit] * signal[in * examples + example];
                }
                linear[unit * examples + example] = sum;
            }
        }
        return linear;
    }

    private double[] stage(int place, LayerSpec spec, double[] signal) {
        int units = signal.length / examples;
        if (spec instanceof LayerSpec.Dropout dropout) {
            return dropped(place, dropout.rate(), signal);
        }
        return spec instanceof NormalizingLayer.BatchNormalization batch
                ? normalized(place, batch.settings(), units, signal)
                : normalized(place, ((NormalizingLayer.LayerNormalization) spec).settings(), units, signal);
    }

    private double[] dropped(int place, double rate, double[] signal) {
        double[] out = signal.clone();
        if (rate > 0) {
            double[] mask = Masks.of(rate, seed, place, epoch, step, signal.length);
            for (int i = 0; i < out.length; i++) {
                out[i] *= mask[i];
            }
        }
        return out;
    }

    private double[] normalized(int place, Normalization settings, int units, double[] signal) {
        double[] out = signal.clone();
        if (settings instanceof Normalization.BatchNormalization batch) {
            for (int unit = 0; unit < units; unit++) {
                standardize(out, unit * examples, 1, examples, batch.epsilon());
            }
        } else if (settings instanceof Normalization.LayerNormalization layer) {
            for (int example = 0; example < examples; example++) {
                standardize(out, example, examples, units, layer.epsilon());
            }
        }
        for (int i = 0; settings != null && i < out.length; i++) {
            Map<String, double[]> vectors = weights.get(place);
            out[i] = out[i] * vectors.get("gamma")[i / examples] + vectors.get("beta")[i / examples];
        }
        return out;
    }

    private static void standardize(double[] values, int from, int stride, int count, double epsilon) {
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < count; i++) {
            mean += values[from + i * stride] / count;
        }
        for (int i = 0; i < count; i++) {
            double distance = values[from + i * stride] - mean;
            variance += distance * distance / count;
        }
        for (int i = 0; i < count; i++) {
            int at = from + i * stride;
            values[at] = (values[at] - mean) / Math.sqrt(variance + epsilon);
        }
    }

    private double[] nudged(int place, double[] signal) {
        if (place == nudgedLayer) {
            signal[nudgedElement] += nudge;
        }
        return signal;
    }

    private static double penalty(Regularizer regularizer, double[] values) {
        ToDoubleFunction<Regularizer.L2> strength = Regularizer.L2::l2;
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return regularizer == null ? 0 : strength.applyAsDouble((Regularizer.L2) regularizer) * sum;
    }

    private static double value(Activation activation, double z) {
        if (activation instanceof ElementwiseActivation.Relu) {
            return Math.max(z, 0);
        }
        if (activation instanceof ElementwiseActivation.Tanh) {
            return Math.tanh(z);
        }
        return activation instanceof ElementwiseActivation.Sigmoid ? 1 / (1 + Math.exp(-z)) : z;
    }
}
