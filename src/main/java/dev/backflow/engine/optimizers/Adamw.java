package dev.backflow.engine.optimizers;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.Dialect;
import dev.backflow.spec.Unwrapped;
import dev.backflow.spec.WireName;

/**
 * Adam with a weight decay that leaves its moments alone, the usual choice where weights are to stay small. {@link
 * Adam} with weight decay that leaves the moments alone, λ = 0.004 if nothing else is said (Loshchilov and Hutter,
 * 2019). In the PyTorch dialect λ = 0.01; as in {@code torch.optim.AdamW}, and unlike its other optimizers, the decay
 * is the same as in Keras.
 */
public record Adamw(
        @Default("keras3") Dialect dialect,
        @Default("0.001") LearningRate learningRate,
        @WireName("beta_1") @Default("0.9") double beta1,
        @WireName("beta_2") @Default("0.999") double beta2,
        @Default(value = "1e-7", pytorch = "1e-8") double epsilon,
        @Default("false") boolean amsgrad,

        @Unwrapped @Default(value = "{\"weight_decay\": 0.004}", pytorch = "{\"weight_decay\": 0.01}")
        OptimizerOptions options)
        implements Optimizer {

    public Adamw {
        Check.below("beta_1", beta1, 0, 1);
        Check.below("beta_2", beta2, 0, 1);
        Check.notNegative("epsilon", epsilon);
        Check.require(options.weightDecay() != null, "weight_decay", null, "must be set; without it use adam");
    }

    @Override
    public boolean decaysThroughGradient() {
        return false;
    }

    @Override
    public StepLength stepLength() {
        return StepLength.RATE;
    }

    @Override
    public Updater updater(int size) {
        return new Adam(dialect, learningRate, beta1, beta2, epsilon, amsgrad, options).updater(size);
    }
}
