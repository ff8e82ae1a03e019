package dev.backflow.diagnosis;

import dev.backflow.engine.activations.ScalarFunction;
import dev.backflow.engine.layers.LayerParts;
import java.util.Arrays;
import java.util.Optional;

/**
 * What {@link MeanField} knows of a layer, from its {@link LayerParts}; the arrays have one number for each typical
 * example.
 *
 * @param output moments of what it hands on
 * @param slopeSquares E δ² / E (∂L/∂output)²
 * @param handedBack E (∂L/∂input)² / E δ²
 * @param saturation P(|φ′(z)| is below 1 % of its maximum)
 */
record LayerMoments(UnitMoments output, double[] slopeSquares, double[] handedBack, double saturation) {

    /** NaN throughout for a layer of which theory does not know what it does. */
    static LayerMoments of(Optional<LayerParts> known, int units, int inputs, UnitMoments x) {
        return known.map(parts -> parts.kernel().isPresent()
                        ? dense(parts, parts.kernel().get(), units, inputs, x)
                        : withoutKernel(parts, inputs, x))
                .orElseGet(() -> unknown(x, x.forEach(Double.NaN)));
    }

    private static LayerMoments unknown(UnitMoments x, double[] handedBack) {
        return new LayerMoments(UnitMoments.unknown(x.examples()), x.forEach(Double.NaN), handedBack, Double.NaN);
    }

    /**
     * Dropout or normalization by itself; z is what they hand on. Behind no kernel an activation's z need not be
     * Gaussian.
     */
    private static LayerMoments withoutKernel(LayerParts parts, int units, UnitMoments x) {
        if (parts.activation().isPresent() || parts.residual()) {
            return unknown(x, x.forEach(Double.NaN));
        }
        double kept = 1 - parts.dropout();
        Optional<PreActivationMoments> z =
                parts.normalization().map(normalization -> PreActivationMoments.of(normalization, units, x));
        double[] back = z.map(PreActivationMoments::handedBack).orElse(x.forEach(1));
        return new LayerMoments(
                z.map(LayerMoments::handedOn).orElse(x).dropped(kept),
                x.forEach(1),
                Arrays.stream(back).map(handed -> handed / kept).toArray(),
                Double.NaN);
    }

    private static UnitMoments handedOn(PreActivationMoments z) {
        double[] means = new double[z.variances().length];
        Arrays.fill(means, z.mean());
        double[] squares = Arrays.stream(z.variances())
                .map(variance -> variance + z.mean() * z.mean())
                .toArray();
        return new UnitMoments(means, squares, z.covariance() + z.mean() * z.mean(), z.spread(), false);
    }

    private static LayerMoments dense(
            LayerParts parts, LayerParts.Kernel kernel, int units, int inputs, UnitMoments x) {
        if (!(kernel.weights().moments(inputs, units).mean() == 0)) {
            return unknown(x, x.forEach(Double.NaN));
        }
        PreActivationMoments z = PreActivationMoments.of(parts, kernel, units, inputs, x);
        double variance = kernel.weights().moments(inputs, units).variance();
        double[] back = Arrays.stream(z.handedBack())
                .map(handed -> units * variance * handed)
                .toArray();
        return parts.activation()
                .flatMap(activation -> activation.elementwise())
                .map(phi -> activated(parts, phi, z, back, x))
                .orElseGet(() -> unknown(x, parts.residual() ? x.forEach(Double.NaN) : back));
    }

    private static LayerMoments activated(
            LayerParts parts, ScalarFunction phi, PreActivationMoments z, double[] throughKernel, UnitMoments x) {
        GaussianMeans[] means = Arrays.stream(z.variances())
                .mapToObj(variance -> GaussianMeans.of(phi, z.mean(), variance))
                .toArray(GaussianMeans[]::new);
        double apart = x.hasPairs() ? GaussianMeans.apart(phi, z.mean(), z.variances(), z.correlation()) : Double.NaN;
        double kept = 1 - parts.dropout();
        UnitMoments output = UnitMoments.of(
                        Arrays.stream(means).mapToDouble(GaussianMeans::value).toArray(),
                        Arrays.stream(means).mapToDouble(GaussianMeans::square).toArray(),
                        apart)
                .dropped(kept);
        double[] slopes = Arrays.stream(means)
                .mapToDouble(mean -> mean.slopeSquare() / kept)
                .toArray();
        double[] back = new double[slopes.length];
        Arrays.setAll(back, i -> throughKernel[i] + (parts.residual() ? 1 / slopes[i] : 0));
        double saturation =
                Arrays.stream(means).mapToDouble(GaussianMeans::flat).average().orElse(Double.NaN);
        return new LayerMoments(parts.residual() ? output.plus(x) : output, slopes, back, saturation);
    }
}
