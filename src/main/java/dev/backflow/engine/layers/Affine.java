package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What follows a normalization: y = γ x̂ + β for each unit, either part of which may be left out; all 0 until set. */
final class Affine {

    private final @Nullable Parameter gamma;
    private final @Nullable Parameter beta;

    Affine(int units, boolean scale, boolean center) {
        gamma = scale ? new Parameter(new float[units], new float[units]) : null;
        beta = center ? new Parameter(new float[units], new float[units]) : null;
    }

    float scale(int unit) {
        return gamma == null ? 1 : gamma.weights()[unit];
    }

    float offset(int unit) {
        return beta == null ? 0 : beta.weights()[unit];
    }

    /** Sets ∂L/∂γ = Σ g x̂ and ∂L/∂β = Σ g of one unit, the sums running over the examples. */
    void setGradients(int unit, double productSum, double sum) {
        if (gamma != null) {
            gamma.gradient()[unit] = (float) productSum;
        }
        if (beta != null) {
            beta.gradient()[unit] = (float) sum;
        }
    }

    List<Parameter> parameters() {
        return Stream.of(gamma, beta).filter(Objects::nonNull).toList();
    }

    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        if (gamma != null) {
            weights.put(WeightNames.GAMMA, gamma.weights());
        }
        if (beta != null) {
            weights.put(WeightNames.BETA, beta.weights());
        }
        return weights;
    }
}
