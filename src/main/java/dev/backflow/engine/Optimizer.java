package dev.backflow.engine;

/**
 * How gradients become changes of weights: the settings. What is remembered between steps belongs to one tensor and is an
 * {@link Updater}. Names, parameters, defaults and update rules are Keras 3's ({@code keras.optimizers}); below, w is the
 * weight, g its gradient, t the step counted from 1.
 */
public sealed interface Optimizer {

    /** η. */
    double learningRate();

    /** Fresh state for a tensor of {@code size} weights. */
    Updater updater(int size);

    /**
     * Stochastic gradient descent. Without momentum w ← w − η g. With it v ← μ v − η g and w ← w + v, or, with
     * {@code nesterov}, w ← w + μ v − η g.
     */
    record Sgd(
            @Default("0.01") double learningRate,
            @Default("0.0") double momentum,
            @Default("false") boolean nesterov) implements Optimizer {

        public Sgd {
            Check.positive("learning_rate", learningRate);
            Check.between("momentum", momentum, 0, 1);
        }

        @Override
        public Updater updater(int size) {
            return new SgdUpdater(this, size);
        }
    }

    /**
     * v ← ρ v + (1 − ρ) g², w ← w − η g / √(v + ε). With {@code centered}, m ← ρ m + (1 − ρ) g and v − m² stands for v.
     * With {@code momentum}, b ← μ b + η g / √(v + ε) and w ← w − b. (Tieleman and Hinton, 2012; Graves, 2013.) ε stands
     * under the root, as in Keras 3.
     */
    record Rmsprop(
            @Default("0.001") double learningRate,
            @Default("0.9") double rho,
            @Default("0.0") double momentum,
            @Default("1e-7") double epsilon,
            @Default("false") boolean centered)
            implements Optimizer {

        public Rmsprop {
            Check.positive("learning_rate", learningRate);
            Check.below("rho", rho, 0, 1);
            Check.between("momentum", momentum, 0, 1);
            Check.notNegative("epsilon", epsilon);
        }

        @Override
        public Updater updater(int size) {
            return new RmspropUpdater(this, size);
        }
    }

    /**
     * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − α m / (√v + ε) with α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ). With
     * {@code amsgrad} the largest v so far stands for v. (Kingma and Ba, 2015, the efficient form; Reddi et al., 2018.)
     */
    record Adam(
            @Default("0.001") double learningRate,
            @WireName("beta_1") @Default("0.9") double beta1,
            @WireName("beta_2") @Default("0.999") double beta2,
            @Default("1e-7") double epsilon,
            @Default("false") boolean amsgrad)
            implements Optimizer {

        public Adam {
            Check.positive("learning_rate", learningRate);
            Check.below("beta_1", beta1, 0, 1);
            Check.below("beta_2", beta2, 0, 1);
            Check.notNegative("epsilon", epsilon);
        }

        @Override
        public Updater updater(int size) {
            return new AdamUpdater(this, size);
        }
    }
}
