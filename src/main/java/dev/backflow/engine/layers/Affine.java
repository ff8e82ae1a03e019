package dev.backflow.engine.layers;

import dev.backflow.engine.optimizers.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows a normalization: y = γ x̂ + β for each unit, either part of which may be left out; all 0 until set. */
final class Affine {

    /** γ, or null. */
    final float[] gamma;

    /** β, or null. */
    final float[] beta;

    private final float[] gammaGradient;
    private final float[] betaGradient;

    Affine(int units, boolean scale, boolean center) {
        gamma = scale ? new float[units] : null;
        beta = center ? new float[units] : null;
        gammaGradient = scale ? new float[units] : null;
        betaGradient = center ? new float[units] : null;
    }

    float scale(int unit) {
        return gamma == null ? 1 : gamma[unit];
    }

    float offset(int unit) {
        return beta == null ? 0 : beta[unit];
    }

    /** Sets ∂L/∂γ = Σ g x̂ and ∂L/∂β = Σ g of one unit, the sums running over the examples. */
    void setGradients(int unit, double productSum, double sum) {
        if (gamma != null) {
            gammaGradient[unit] = (float) productSum;
        }
        if (beta != null) {
            betaGradient[unit] = (float) sum;
        }
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        if (gamma != null) {
            parameters.add(new Parameter(gamma, gammaGradient));
        }
        if (beta != null) {
            parameters.add(new Parameter(beta, betaGradient));
        }
        return parameters;
    }

    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        if (gamma != null) {
            weights.put(WeightNames.GAMMA, gamma);
        }
        if (beta != null) {
            weights.put(WeightNames.BETA, beta);
        }
        return weights;
    }
}
