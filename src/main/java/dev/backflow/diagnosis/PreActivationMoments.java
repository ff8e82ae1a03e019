package dev.backflow.diagnosis;

import dev.backflow.engine.initializers.Moments;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.Normalization;
import java.util.Arrays;

/**
 * Moments of z, the Gaussian pre-activation of a layer, as {@link MeanField} derives them.
 *
 * @param mean over the units
 * @param variances over the units, for each typical example
 * @param handedBack E (∂L/∂y)² / E (∂L/∂z)² for each example, where normalization makes z of y; 1 without
 * @param covariance of two examples in a unit, on average
 * @param spread the variance over units of a unit's mean over the examples
 */
record PreActivationMoments(double mean, double[] variances, double[] handedBack, double covariance, double spread) {

    /** Of z = N(Wᵀ x + b), x having these moments; a kernel of mean 0. */
    static PreActivationMoments of(LayerParts parts, LayerParts.Kernel kernel, int units, int inputs, UnitMoments x) {
        double variance = kernel.weights().moments(inputs, units).variance();
        Moments bias = kernel.hasBias() ? kernel.bias().biasMoments(inputs, units) : Moments.constant(0);
        double[] variances = Arrays.stream(x.squares())
                .map(square -> inputs * variance * square + bias.variance())
                .toArray();
        double covariance = inputs * variance * x.shared() + bias.variance();
        return parts.normalization()
                .map(normalization -> normalized(normalization, units, variances, covariance))
                .orElseGet(
                        () -> new PreActivationMoments(bias.mean(), variances, x.forEach(1), covariance, covariance));
    }

    /** Of normalization by itself. */
    static PreActivationMoments of(Normalization normalization, int units, UnitMoments x) {
        double[] variances = new double[x.examples()];
        Arrays.setAll(variances, i -> x.squares()[i] - x.means()[i] * x.means()[i]);
        return normalized(normalization, units, variances, x.shared() - x.mean() * x.mean());
    }

    private static PreActivationMoments normalized(
            Normalization normalization, int units, double[] variances, double covariance) {
        double scale = normalization
                .gamma()
                .map(gamma -> gamma.moments(units, units).secondMoment())
                .orElse(1.0);
        Moments offset =
                normalization.beta().map(beta -> beta.moments(units, units)).orElse(Moments.constant(0));
        return switch (normalization.over()) {
            case UNITS -> byUnits(normalization.epsilon(), scale, offset, units, variances, covariance);
            case EXAMPLES -> byExamples(scale, offset, variances.length);
            case OTHER -> unknown(variances.length);
        };
    }

    private static PreActivationMoments byUnits(
            double epsilon, double scale, Moments offset, int units, double[] variances, double covariance) {
        double projected = units > 3 ? (units - 2.0) / (units - 3) : Double.NaN;
        double inverse = Arrays.stream(variances)
                .map(v -> 1 / Math.sqrt(v + epsilon))
                .average()
                .orElse(0);
        return new PreActivationMoments(
                offset.mean(),
                Arrays.stream(variances)
                        .map(v -> scale * v / (v + epsilon) + offset.variance())
                        .toArray(),
                Arrays.stream(variances)
                        .map(v -> projected * scale / (v + epsilon))
                        .toArray(),
                scale * covariance * inverse * inverse + offset.variance(),
                offset.variance());
    }

    private static PreActivationMoments byExamples(double scale, Moments offset, int examples) {
        double[] variances = new double[examples];
        Arrays.fill(variances, scale + offset.variance());
        double[] handedBack = new double[examples];
        Arrays.fill(handedBack, Double.NaN);
        return new PreActivationMoments(offset.mean(), variances, handedBack, offset.variance(), offset.variance());
    }

    private static PreActivationMoments unknown(int examples) {
        double[] unknown = new double[examples];
        Arrays.fill(unknown, Double.NaN);
        return new PreActivationMoments(Double.NaN, unknown, unknown, Double.NaN, Double.NaN);
    }

    /** Of two examples; from 0 to 1. */
    double correlation() {
        double deviation = Arrays.stream(variances).map(Math::sqrt).average().orElse(0);
        return deviation == 0 ? 1 : Math.max(0, Math.min(1, covariance / (deviation * deviation)));
    }
}
