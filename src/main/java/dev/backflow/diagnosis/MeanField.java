package dev.backflow.diagnosis;

import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.recording.SlopeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What signals should be in the untrained network, from theory alone. In a wide layer z = Wᵀ x + b with independent
 * weights of mean 0 and variance σ_w² is Gaussian over units, whatever the weights' own distribution, with
 *
 * <pre>  E z = E b,    Var z = fan_in σ_w² E x² + Var b</pre>
 *
 * for each example, and its activation has E a = E φ(z), E a² = E φ(z)², which are E x and E x² of the next layer
 * (Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli: "Exponential expressivity in deep neural networks through
 * transient chaos", 2016, equation 3; for φ = max(z, 0) it is equation 10 of He, Zhang, Ren and Sun, 2015). The first
 * layer takes E x² of the data: sixteen quantiles of it over the examples, which are followed through the network and
 * back side by side. Backwards, with weights independent of the signal,
 *
 * <pre>  E δ_k² = units_{k+1} σ_w² E φ′(z_k)² · E δ_{k+1}²</pre>
 *
 * (Schoenholz, Gilmer, Ganguli and Sohl-Dickstein: "Deep information propagation", 2017, equation 8; in linear form
 * Glorot and Bengio, 2010, equations 5 and 6). All means are {@link GaussianMeans}.
 *
 * <p>How far a unit's activations spread over the examples, which is all there is to see of a layer with a single unit,
 * depends on how alike the examples are to it. With q = E x², m = E x, c = E x_a x_b over pairs of examples, and
 * Cov(z_a, z_b) = fan_in σ_w² c + Var b (Poole et al., equation 5, for all pairs at once by one mean correlation), n
 * drawn units have over units and all examples the variance q − m² − (c − m²) / n. In a sample of B examples each is a
 * pair with itself, so that c (1 − 1/B) + q / B replaces c. Units of the data are not drawn, and what normalization by
 * itself hands on has a mean that does not depend on chance: for both the last term is left out.
 *
 * <p>Dropout of rate p divides E a² and E φ′² by 1 − p. A residual adds E x² + 2 E x E φ(z) to E a², and hands E δ² / E
 * φ′² back besides what comes through the kernel. Layer normalization makes z ~ N(β, γ² v / (v + ε)) and divides the
 * signal coming back by √(v + ε) / γ; of n units it takes two directions out of it, and v, being measured on n numbers,
 * has E 1/v larger by n / (n − 3), which together multiply E δ² by (n − 2) / (n − 3). Behind batch normalization z ~
 * N(β, γ²); what goes back through it depends on how alike the examples are, for which this theory has no number.
 *
 * <p>There is none either for kernels whose mean is not 0, for the identity, for softmax between layers and for given
 * weights: NaN. Regularizers' share in the gradient is left out, and in narrow layers a single draw scatters around the
 * expectation by about 1/√units.
 */
final class MeanField {

    private final Map<String, Double> forward = new LinkedHashMap<>();
    private final Map<String, Double> backward = new LinkedHashMap<>();
    private final Map<String, Double> saturation = new LinkedHashMap<>();

    private final Function<LayerSpec, Optional<LayerParts>> parts;

    private MeanField(Function<LayerSpec, Optional<LayerParts>> parts) {
        this.parts = parts;
    }

    /** @param sample how many examples are measured together */
    static MeanField of(NetworkSpec network, DataFacts data, int sample) {
        return of(network, UnitMoments.of(data), data.inputs(), sample, LayerSpec::parts);
    }

    /** The same of layers of which only this is known. */
    static MeanField of(
            NetworkSpec network, DataFacts data, int sample, Function<LayerSpec, Optional<LayerParts>> parts) {
        return of(network, UnitMoments.of(data), data.inputs(), sample, parts);
    }

    /** The same without forward gains, which take longest to work out. */
    static MeanField ofSlopes(NetworkSpec network, DataFacts data) {
        return of(network, UnitMoments.of(data).withoutPairs(), data.inputs(), 1, LayerSpec::parts);
    }

    /** The same of layers of which only this is known, for a single typical example. */
    static MeanField ofSlopes(NetworkSpec network, DataFacts data, Function<LayerSpec, Optional<LayerParts>> parts) {
        UnitMoments typical = new UnitMoments(
                new double[] {data.mean()}, new double[] {data.meanSquare()}, Double.NaN, Double.NaN, false);
        MeanField field = new MeanField(parts);
        field.follow(network.expanded(), typical, data.inputs(), 1);
        return field;
    }

    private static MeanField of(
            NetworkSpec network,
            UnitMoments features,
            int inputs,
            int sample,
            Function<LayerSpec, Optional<LayerParts>> parts) {
        MeanField field = new MeanField(parts);
        if (network.initialWeights() == null) {
            field.follow(network.expanded(), features, inputs, sample);
        }
        return field;
    }

    private void follow(List<LayerSpec> layers, UnitMoments features, int inputs, int sample) {
        UnitMoments x = features;
        List<LayerMoments> moments = new ArrayList<>();
        int width = inputs;
        for (LayerSpec layer : layers) {
            double std = x.std(width, sample);
            LayerMoments here = LayerMoments.of(parts.apply(layer), layer.units(width), width, x);
            x = here.output();
            width = layer.units(width);
            if (!moments.isEmpty()) {
                forward.put(layer.name(), x.std(width, sample) / std);
            }
            if (SlopeRecord.isIn(layer)) {
                saturation.put(layer.name(), here.saturation());
            }
            moments.add(here);
        }
        goBack(layers, moments);
    }

    /**
     * From the last layer, whose δ is taken to be as large for one example as for another; and so where theory is
     * silent.
     */
    private void goBack(List<LayerSpec> layers, List<LayerMoments> moments) {
        double[] squares = new double[moments.get(0).slopeSquares().length];
        Arrays.fill(squares, 1);
        double[] gains = new double[moments.size() - 1];
        for (int k = gains.length - 1; k >= 0; k--) {
            double next = average(squares);
            for (int i = 0; i < squares.length; i++) {
                squares[i] *=
                        moments.get(k + 1).handedBack()[i] * moments.get(k).slopeSquares()[i] / next;
            }
            gains[k] = Math.sqrt(average(squares));
            if (Double.isNaN(gains[k])) {
                Arrays.fill(squares, 1);
            }
        }
        for (int k = 0; k < gains.length; k++) {
            backward.put(layers.get(k).name(), gains[k]);
        }
    }

    private static double average(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    /** std(a_k) / std(a_{k−1}) by layer, from the second layer on; NaN where theory has no number. */
    Map<String, Double> forwardGain() {
        return forward;
    }

    /** rms(δ_k) / rms(δ_{k+1}) by layer, up to the last but one; NaN where theory has no number. */
    Map<String, Double> backwardGain() {
        return backward;
    }

    /** P(|φ′(z)| is below 1 % of its maximum) by layer that has slopes; NaN where theory has no number. */
    Map<String, Double> saturation() {
        return saturation;
    }
}
