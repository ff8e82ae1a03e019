package dev.backflow.diagnosis;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.Outline;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.WireNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A number for each layer and epoch that is derived from several measured ones. Layers are all those of the network,
 * those too that are dropout or normalization by themselves: their φ is the identity, their z and a are what they hand
 * on. It is NaN where one of the tensors has an element that is NaN or ±∞, and where it would be divided by zero.
 */
public enum Signal {
    /**
     * RMS(δ_k) / RMS(δ_{k+1}): how the back-propagated signal changes on its way through layer k + 1's kernel and layer
     * k's slope. Every layer but the last has one. Their product from k to the end is RMS(δ_k) / RMS(δ_L). Where a
     * normalization or dropout is a layer of its own, it is one of this chain; inside a dense layer they and the
     * residual are part of its step (Glorot and Bengio, 2010, section 4.2.2).
     */
    BACKWARD_GAIN(List.of(Tensor.PRE_ACTIVATION_GRADIENT)) {
        @Override
        List<String> having(Outline recorded) {
            List<String> layers = recorded.layerNames(Tensor.PRE_ACTIVATION_GRADIENT);
            return layers.subList(0, Math.max(0, layers.size() - 1));
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            Map<String, double[]> rms = finite(measured, Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS);
            Map<String, double[]> gains = new LinkedHashMap<>();
            for (int k = 0; k < layers.size() - 1; k++) {
                gains.put(layers.get(k), ratio(column(rms, layers.get(k)), column(rms, layers.get(k + 1))));
            }
            return gains;
        }

        @Override
        public Map<String, Double> expected(NetworkSpec network, DataFacts data, int sample) {
            return MeanField.ofSlopes(network, data).backwardGain();
        }
    },
    /**
     * std(a_k) / std(a_{k−1}), over units and examples of the sample: whether what the network sees gets through. Every
     * layer but the first has one; what goes into the first is not measured.
     */
    FORWARD_GAIN(List.of(Tensor.ACTIVATION)) {
        @Override
        List<String> having(Outline recorded) {
            return recorded.layerNames(Tensor.ACTIVATION).stream().skip(1).toList();
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            Map<String, double[]> std = finite(measured, Tensor.ACTIVATION, Statistic.STD);
            Map<String, double[]> gains = new LinkedHashMap<>();
            for (int k = 1; k < layers.size(); k++) {
                gains.put(layers.get(k), ratio(column(std, layers.get(k)), column(std, layers.get(k - 1))));
            }
            return gains;
        }

        @Override
        public Map<String, Double> expected(NetworkSpec network, DataFacts data, int sample) {
            return MeanField.of(network, data, sample).forwardGain();
        }
    },
    /**
     * ‖ΔW‖ / ‖W‖: how far the kernel has moved since the previous recorded epoch, of its own length. Every layer with a
     * kernel has one, at every recorded epoch but 0.
     */
    UPDATE_RATIO(List.of(Tensor.KERNEL_UPDATE, Tensor.KERNEL)) {
        @Override
        List<String> having(Outline recorded) {
            return recorded.layerNames(Tensor.KERNEL_UPDATE);
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            Map<String, double[]> kernels = finite(measured, Tensor.KERNEL, Statistic.L2);
            Map<String, double[]> updates = finite(measured, Tensor.KERNEL_UPDATE, Statistic.L2);
            Map<String, double[]> ratios = inOrder(layers, updates);
            ratios.replaceAll((layer, update) -> ratio(update, column(kernels, layer)));
            return ratios;
        }
    },
    /**
     * The share of all z of the sample at which |φ′(z)| is below 1 % of its maximum. Layers with an activation that
     * acts on single numbers and is not linear have one; half of a ReLU's z are below zero and count.
     */
    SATURATION(List.of()) {
        @Override
        List<String> having(Outline recorded) {
            return recorded.layerNames(SlopeMeasure.SATURATION);
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            return inOrder(layers, measured.slopes(SlopeMeasure.SATURATION));
        }

        @Override
        public Map<String, Double> expected(NetworkSpec network, DataFacts data, int sample) {
            return MeanField.ofSlopes(network, data).saturation();
        }
    },
    /** The share of units with φ′(z) = 0 on every example of the sample; the same layers have one. */
    DEAD_UNITS(List.of()) {
        @Override
        List<String> having(Outline recorded) {
            return recorded.layerNames(SlopeMeasure.DEAD_UNITS);
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            return inOrder(layers, measured.slopes(SlopeMeasure.DEAD_UNITS));
        }
    },
    /**
     * The share of units that are active on less than 1 % of the sample, as another tool counts them ({@link
     * dev.backflow.recording.SlopeRecord}); the same layers have one, which is NaN but for ReLU, tanh and sigmoid.
     */
    INACTIVE_UNITS(List.of()) {
        @Override
        List<String> having(Outline recorded) {
            return recorded.layerNames(SlopeMeasure.INACTIVE_UNITS);
        }

        @Override
        public Map<String, double[]> of(List<String> layers, Measurements measured) {
            return inOrder(layers, measured.slopes(SlopeMeasure.INACTIVE_UNITS));
        }
    };

    private final List<Tensor> tensors;

    Signal(List<Tensor> tensors) {
        this.tensors = tensors;
    }

    /** What a run must record to have it. */
    public List<Tensor> tensors() {
        return tensors;
    }

    /** Whether a recording has what it is made of, in at least one layer. */
    public boolean isIn(Outline recorded) {
        return recorded.tensors().containsAll(tensors) && !having(recorded).isEmpty();
    }

    /** Which layers have it where its tensors are recorded. */
    abstract List<String> having(Outline recorded);

    /** By layer, in the order of the network; layers that cannot have it are left out. */
    public Map<String, double[]> of(NetworkSpec network, Measurements measured) {
        return of(network.expanded().stream().map(LayerSpec::name).toList(), measured);
    }

    /**
     * What theory expects at epoch 0, by layer; NaN where it has no number, and without a layer that it says nothing
     * of.
     *
     * @param sample on how many examples it is measured
     */
    public Map<String, Double> expected(NetworkSpec network, DataFacts data, int sample) {
        return Map.of();
    }

    /**
     * By layer, in the order of the network; layers that cannot have it are left out.
     *
     * @param layers all of the network, in its order
     */
    public abstract Map<String, double[]> of(List<String> layers, Measurements measured);

    public String wireName() {
        return WireNames.of(this);
    }

    static Map<String, double[]> inOrder(List<String> layers, Map<String, double[]> columns) {
        Map<String, double[]> ordered = new LinkedHashMap<>();
        layers.stream().filter(columns::containsKey).forEach(layer -> ordered.put(layer, columns.get(layer)));
        return ordered;
    }

    /** A statistic, NaN where the tensor is not finite as a whole. */
    static Map<String, double[]> finite(Measurements measured, Tensor tensor, Statistic statistic) {
        Map<String, double[]> counts = measured.statistic(tensor, Statistic.NON_FINITE);
        Map<String, double[]> finite = new LinkedHashMap<>();
        measured.statistic(tensor, statistic).forEach((layer, values) -> {
            double[] masked = values.clone();
            for (int i = 0; i < masked.length; i++) {
                masked[i] = column(counts, layer)[i] > 0 ? Double.NaN : masked[i];
            }
            finite.put(layer, masked);
        });
        return finite;
    }

    /** Of a layer that has one. */
    static double[] column(Map<String, double[]> columns, String layer) {
        return Objects.requireNonNull(columns.get(layer), layer);
    }

    static double[] ratio(double[] above, double[] below) {
        double[] ratio = new double[above.length];
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] = below[i] == 0 ? Double.NaN : above[i] / below[i];
        }
        return ratio;
    }
}
