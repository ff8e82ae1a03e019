package dev.backflow.engine.optimizers;

import dev.backflow.spec.Dialect;

/**
 * How gradients become changes of weights: the settings. What is remembered between steps belongs to one tensor and is
 * an {@link Updater}. Names, parameters, defaults and update rules are Keras 3's ({@code keras.optimizers}), where the
 * {@link Dialect} does not say otherwise. In their formulas w is the weight, g its gradient, η the learning rate, t the
 * step counted from 1; what is remembered starts at 0 if nothing else is said.
 */
public sealed interface Optimizer permits Sgd, Rmsprop, Adam, Adamw, Nadam, Adamax, Adagrad, Adadelta, Lion, Ftrl {

    /** Whose rule and defaults; Keras 3's where there is no choice. */
    default Dialect dialect() {
        return Dialect.KERAS3;
    }

    /** η. */
    LearningRate learningRate();

    /** What happens to gradients and weights before the update. */
    OptimizerOptions options();

    /** Whether weight decay is PyTorch's g ← g + λ w, and not w ← w − η λ w. */
    default boolean decaysThroughGradient() {
        return dialect() == Dialect.PYTORCH;
    }

    /** What the length of a step follows, so that rules know which learning rates can be compared. */
    StepLength stepLength();

    /** How many times as far as a single step all that follow from one gradient go: 1 / (1 − μ) with momentum μ. */
    default double stretch() {
        return 1;
    }

    /** What the length of a step follows. */
    enum StepLength {
        /** The gradient times the learning rate: what vanishes moves nothing. */
        GRADIENT,
        /**
         * The learning rate, whatever the size of the gradient, as with Adam: rates compare from optimizer to
         * optimizer.
         */
        RATE,
        /** Something else, such as all steps before: nothing is concluded from the rate. */
        OTHER
    }

    /** Fresh state for a tensor of {@code size} weights. */
    Updater updater(int size);
}
