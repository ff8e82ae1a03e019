package dev.backflow.diagnosis;

import dev.backflow.diagnosis.MeanField.Signals;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import java.util.Arrays;

/**
 * What {@link MeanField} knows of a layer; the arrays have one number for each typical example.
 *
 * @param output moments of what it hands on
 * @param slopeSquares E δ² / E (∂L/∂output)²
 * @param handedBack E (∂L/∂input)² / E δ²
 * @param saturation P(|φ′(z)| is below 1 % of its maximum)
 */
record LayerMoments(Signals output, double[] slopeSquares, double[] handedBack, double saturation) {

    static LayerMoments of(LayerSpec layer, int inputs, Signals signal) {
        if (layer instanceof LayerSpec.Dense dense) {
            return dense(dense, inputs, signal);
        }
        if (layer instanceof LayerSpec.Dropout dropout) {
            double kept = 1 - dropout.rate();
            return new LayerMoments(dropped(signal, kept), all(signal, 1), all(signal, 1 / kept), Double.NaN);
        }
        Normalized z = layer instanceof LayerSpec.LayerNormalization standing
                ? Normalized.byUnits(standing.settings(), inputs, signal)
                : Normalized.byExamples(((LayerSpec.BatchNormalization) layer).settings(), inputs, signal);
        double[] squares = new double[signal.examples()];
        Arrays.setAll(squares, i -> z.variances[i] + z.mean * z.mean);
        Signals output = new Signals(all(signal, z.mean), squares, z.covariance + z.mean * z.mean, z.spread, false);
        return new LayerMoments(output, all(signal, 1), z.handedBack, Double.NaN);
    }

    private static LayerMoments dense(LayerSpec.Dense layer, int inputs, Signals signal) {
        Moments kernel = Moments.of(layer.kernelInitializer(), inputs, layer.units());
        double[] unknown = all(signal, Double.NaN);
        if (!(kernel.mean() == 0)) {
            return new LayerMoments(Signals.unknown(signal.examples()), unknown, unknown, Double.NaN);
        }
        Normalized z = Normalized.none(layer, kernel, inputs, signal);
        if (!(layer.activation() instanceof ElementwiseActivation activation)) {
            double[] throughKernel = Arrays.stream(z.handedBack)
                    .map(handed -> layer.residual() ? Double.NaN : layer.units() * kernel.variance() * handed)
                    .toArray();
            return new LayerMoments(Signals.unknown(signal.examples()), unknown, throughKernel, Double.NaN);
        }
        GaussianMeans[] activated = new GaussianMeans[signal.examples()];
        Arrays.setAll(activated, i -> GaussianMeans.of(activation, z.mean, z.variances[i]));
        double kept = 1 - layer.dropout();
        double apart =
                signal.hasPairs() ? GaussianMeans.apart(activation, z.mean, z.variances, z.correlation()) : Double.NaN;
        Signals output = dropped(
                Signals.of(
                        Arrays.stream(activated)
                                .mapToDouble(GaussianMeans::value)
                                .toArray(),
                        Arrays.stream(activated)
                                .mapToDouble(GaussianMeans::square)
                                .toArray(),
                        apart),
                kept);
        double[] slopes = Arrays.stream(activated)
                .mapToDouble(means -> means.slopeSquare() / kept)
                .toArray();
        double[] back = new double[slopes.length];
        Arrays.setAll(
                back,
                i -> layer.units() * kernel.variance() * z.handedBack[i] + (layer.residual() ? 1 / slopes[i] : 0));
        double saturation = Arrays.stream(activated)
                .mapToDouble(GaussianMeans::flat)
                .average()
                .orElse(Double.NaN);
        return new LayerMoments(layer.residual() ? sum(output, signal) : output, slopes, back, saturation);
    }

    private static double[] all(Signals signal, double value) {
        double[] values = new double[signal.examples()];
        Arrays.fill(values, value);
        return values;
    }

    /** Each example has a mask of its own. */
    private static Signals dropped(Signals signal, double kept) {
        return new Signals(
                signal.means(),
                Arrays.stream(signal.squares()).map(square -> square / kept).toArray(),
                signal.shared(),
                signal.spread(),
                signal.drawn());
    }

    private static Signals sum(Signals a, Signals b) {
        double[] means = new double[a.examples()];
        double[] squares = new double[a.examples()];
        for (int i = 0; i < means.length; i++) {
            means[i] = a.means()[i] + b.means()[i];
            squares[i] = a.squares()[i] + b.squares()[i] + 2 * a.means()[i] * b.means()[i];
        }
        return new Signals(
                means,
                squares,
                a.shared() + b.shared() + 2 * a.mean() * b.mean(),
                a.spread() + b.spread(),
                a.drawn() || b.drawn());
    }

    /**
     * The pre-activation's mean and its variance for each example, what normalization does to signals coming back, the
     * covariance in a unit of two examples, on average, and the variance over units of a unit's mean over the examples.
     */
    private record Normalized(double mean, double[] variances, double[] handedBack, double covariance, double spread) {

        /** Of two examples; from 0 to 1. */
        double correlation() {
            double deviation =
                    Arrays.stream(variances).map(Math::sqrt).average().orElse(0);
            return deviation == 0 ? 1 : Math.max(0, Math.min(1, covariance / (deviation * deviation)));
        }

        static Normalized none(LayerSpec.Dense layer, Moments kernel, int inputs, Signals signal) {
            Moments bias = layer.useBias()
                    ? Moments.ofBias(layer.biasInitializer(), inputs, layer.units())
                    : new Moments(0, 0);
            double[] variances = Arrays.stream(signal.squares())
                    .map(square -> inputs * kernel.variance() * square + bias.variance())
                    .toArray();
            double covariance = inputs * kernel.variance() * signal.shared() + bias.variance();
            if (layer.normalization() instanceof Normalization.LayerNormalization byUnits) {
                return byUnits(byUnits, layer.units(), variances, covariance);
            }
            return layer.normalization() instanceof Normalization.BatchNormalization byExamples
                    ? byExamples(byExamples, layer.units(), signal)
                    : new Normalized(bias.mean(), variances, all(signal, 1), covariance, covariance);
        }

        static Normalized byUnits(Normalization.LayerNormalization spec, int units, Signals signal) {
            double[] variances = new double[signal.examples()];
            Arrays.setAll(variances, i -> signal.squares()[i] - signal.means()[i] * signal.means()[i]);
            return byUnits(spec, units, variances, signal.shared() - signal.mean() * signal.mean());
        }

        private static Normalized byUnits(
                Normalization.LayerNormalization spec, int units, double[] variances, double covariance) {
            double scale = spec.scale()
                    ? Moments.of(spec.gammaInitializer(), units, units).secondMoment()
                    : 1;
            Moments offset = spec.center() ? Moments.of(spec.betaInitializer(), units, units) : new Moments(0, 0);
            double projected = units > 3 ? (units - 2.0) / (units - 3) : Double.NaN;
            double inverse = Arrays.stream(variances)
                    .map(v -> 1 / Math.sqrt(v + spec.epsilon()))
                    .average()
                    .orElse(0);
            return new Normalized(
                    offset.mean(),
                    Arrays.stream(variances)
                            .map(v -> scale * v / (v + spec.epsilon()) + offset.variance())
                            .toArray(),
                    Arrays.stream(variances)
                            .map(v -> projected * scale / (v + spec.epsilon()))
                            .toArray(),
                    scale * covariance * inverse * inverse + offset.variance(),
                    offset.variance());
        }

        static Normalized byExamples(Normalization.BatchNormalization spec, int units, Signals signal) {
            double scale = spec.scale()
                    ? Moments.of(spec.gammaInitializer(), units, units).secondMoment()
                    : 1;
            Moments offset = spec.center() ? Moments.of(spec.betaInitializer(), units, units) : new Moments(0, 0);
            return new Normalized(
                    offset.mean(),
                    all(signal, scale + offset.variance()),
                    all(signal, Double.NaN),
                    offset.variance(),
                    offset.variance());
        }
    }
}
