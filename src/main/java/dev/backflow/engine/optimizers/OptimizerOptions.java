package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import org.jspecify.annotations.Nullable;

/**
 * What every optimizer can do besides its update rule: clip the gradients, in one of three ways, and let the weights
 * decay. Names and formulas are those of {@code keras.optimizers.Optimizer} (Keras 3); first comes clipping, then
 * decay, then the update. Norms are accumulated in double precision, so no gradient that single precision can hold
 * overflows them. A NaN or ∞ makes a norm and so everything that it scales NaN: clipping hides none.
 *
 * @param weightDecay λ in w ← w − η λ w, for biases as well; not set: none
 * @param clipnorm c in g ← g c / max(‖g‖, c), for each tensor by itself
 * @param clipvalue c in g ← min(max(g, −c), c)
 * @param globalClipnorm c in g ← g c / max(‖g‖, c), the norm being that of all gradients together
 */
public record OptimizerOptions(
        @Default("null") @Nullable Double weightDecay,
        @Default("null") @Nullable Double clipnorm,
        @Default("null") @Nullable Double clipvalue,
        @Default("null") @Nullable Double globalClipnorm) {

    public OptimizerOptions {
        if (weightDecay != null) {
            Check.notNegative("weight_decay", weightDecay);
        }
        checkLimit("clipnorm", clipnorm, false);
        checkLimit("clipvalue", clipvalue, clipnorm != null);
        checkLimit("global_clipnorm", globalClipnorm, clipnorm != null || clipvalue != null);
    }

    private static void checkLimit(String field, @Nullable Double limit, boolean another) {
        if (limit != null) {
            Check.positive(field, limit);
            Check.require(!another, field, limit, "must be the only one of clipnorm, clipvalue and global_clipnorm");
        }
    }

    /** Clips the gradients in place. */
    public void clip(Parameter[] parameters) {
        if (globalClipnorm != null) {
            clipTogether(parameters, globalClipnorm);
        } else if (clipnorm != null) {
            for (Parameter parameter : parameters) {
                scale(parameter.gradient(), Math.sqrt(squares(parameter.gradient())), clipnorm);
            }
        } else if (clipvalue != null) {
            for (Parameter parameter : parameters) {
                clipValues(parameter.gradient(), clipvalue.floatValue());
            }
        }
    }

    private static void clipTogether(Parameter[] parameters, double limit) {
        double squares = 0;
        for (Parameter parameter : parameters) {
            squares += squares(parameter.gradient());
        }
        double norm = Math.sqrt(squares);
        for (Parameter parameter : parameters) {
            scale(parameter.gradient(), norm, limit);
        }
    }

    private static void clipValues(float[] gradient, float limit) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Math.max(-limit, Math.min(limit, gradient[i]));
        }
    }

    private static double squares(float[] gradient) {
        double squares = 0;
        for (float g : gradient) {
            squares += (double) g * g;
        }
        return squares;
    }

    private static void scale(float[] gradient, double norm, double limit) {
        if (norm <= limit) {
            return;
        }
        double scale = norm < Double.POSITIVE_INFINITY ? limit / norm : Double.NaN;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) (gradient[i] * scale);
        }
    }

    /** w ← w − η λ w, if λ is set. */
    public void decay(float[] weights, double rate) {
        if (weightDecay == null) {
            return;
        }
        float share = (float) (rate * weightDecay);
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= weights[i] * share;
        }
    }

    /** g ← g + λ w, if λ is set. */
    public void decayThroughGradient(Parameter parameter) {
        if (weightDecay == null) {
            return;
        }
        float share = weightDecay.floatValue();
        float[] weights = parameter.weights();
        float[] gradient = parameter.gradient();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += share * weights[i];
        }
    }
}
