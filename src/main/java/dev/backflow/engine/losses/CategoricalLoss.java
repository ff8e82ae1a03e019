package dev.backflow.engine.losses;

import dev.backflow.engine.activations.Activation;
import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/** Losses of a distribution over classes. */
public sealed interface CategoricalLoss extends Loss
        permits CategoricalLoss.CategoricalCrossentropy, CategoricalLoss.SparseCategoricalCrossentropy {

    String SEVERAL_LABELS =
            "needs targets of which an example has exactly one; use binary_crossentropy and sigmoid outputs"
                    + " where it may have any number of labels";

    /** Whether the outputs are logits, not probabilities. */
    boolean fromLogits();

    @Override
    default OutputKind takes() {
        return fromLogits() ? OutputKind.CLASS_LOGITS : OutputKind.DISTRIBUTION;
    }

    /**
     * The usual loss for one of several classes, with a target column for each. −Σ over the classes of t log p, where p
     * = y / Σy is clipped to between 1e-7 and 1 − 1e-7 and flat beyond. With {@code from_logits} log p = y − log Σ e^y.
     * With {@code label_smoothing} s, t (1 − s) + s / classes replaces t.
     */
    record CategoricalCrossentropy(
            @Default("false") boolean fromLogits,
            @Default("0.0") double labelSmoothing) implements CategoricalLoss {

        public CategoricalCrossentropy {
            Check.between("label_smoothing", labelSmoothing, 0, 1);
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int example = 0; example < outputs.numCols; example++) {
                float largest = largest(outputs, example);
                float total = total(outputs, example);
                for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                    sum -= smooth(targets.data[i], outputs.numRows) * logP(outputs.data[i] - largest, total);
                }
            }
            return sum;
        }

        /** m of the logits; probabilities are not moved. */
        private float largest(FMatrixRMaj outputs, int example) {
            return fromLogits ? Activation.LogSoftmax.largest(outputs, example) : 0;
        }

        /** log Σ e^{y − m} for logits, Σ y for probabilities. */
        private float total(FMatrixRMaj outputs, int example) {
            if (fromLogits) {
                return Activation.LogSoftmax.logTotal(outputs, example, largest(outputs, example));
            }
            float total = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                total += outputs.data[i];
            }
            return total;
        }

        private float logP(float moved, float total) {
            return fromLogits ? moved - total : FloatMath.log(Math.max(EPSILON, Math.min(1 - EPSILON, moved / total)));
        }

        private float smooth(float target, int classes) {
            return labelSmoothing == 0 ? target : (float) (target * (1 - labelSmoothing) + labelSmoothing / classes);
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            for (int example = 0; example < outputs.numCols; example++) {
                if (fromLogits) {
                    gradientOfLogits(outputs, targets, gradient, example);
                } else {
                    gradientOfProbabilities(outputs, targets, gradient, example);
                }
            }
        }

        /** ∂/∂y = p Σt − t. */
        private void gradientOfLogits(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient, int example) {
            float scale = 1f / outputs.numCols;
            float largest = largest(outputs, example);
            float total = total(outputs, example);
            float weight = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                weight += smooth(targets.data[i], outputs.numRows);
            }
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                float p = FloatMath.exp(outputs.data[i] - largest - total);
                gradient.data[i] = scale * (weight * p - smooth(targets.data[i], outputs.numRows));
            }
        }

        /** ∂/∂y = Σt / Σy − t / y, classes whose p is clipped left out of both. */
        private void gradientOfProbabilities(
                FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient, int example) {
            float scale = 1f / outputs.numCols;
            float total = total(outputs, example);
            float weight = 0;
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                float p = outputs.data[i] / total;
                float t = p < EPSILON || p > 1 - EPSILON ? 0 : smooth(targets.data[i], outputs.numRows);
                weight += t;
                gradient.data[i] = t == 0 ? 0 : -scale * t / outputs.data[i];
            }
            for (int i = example; i < outputs.getNumElements(); i += outputs.numCols) {
                gradient.data[i] += scale * weight / total;
            }
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return switch (targets) {
                case ONE_HOT, DISTRIBUTION -> Optional.empty();
                case MULTI_LABEL -> Optional.of(SEVERAL_LABELS);
                case BINARY ->
                    Optional.of("needs one target column for each class; use binary_crossentropy with one column");
                case INDEX ->
                    Optional.of("needs one target column for each class; use sparse_categorical_crossentropy with one "
                            + "column of class numbers");
                case PROBABILITY, REAL ->
                    Optional.of("needs one-hot targets, or rows of numbers from 0 to 1 that add up to 1; use"
                            + " mean_squared_error for others");
            };
        }

        @Override
        public Objective over(Activation activation) {
            return activation instanceof Activation.Softmax && !fromLogits
                    ? new Objective.SoftmaxCrossentropy(labelSmoothing)
                    : new Objective.Composed(this, activation);
        }
    }

    /**
     * The usual loss for one of several classes, with their numbers as targets. {@link CategoricalCrossentropy} of
     * targets that are class numbers 0, 1, 2 … in one column. They are written out as one-hot rows once, before
     * training; targets that are one-hot already are taken as they are.
     */
    record SparseCategoricalCrossentropy(@Default("false") boolean fromLogits) implements CategoricalLoss {

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            return dense().sum(outputs, targets);
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            dense().gradient(outputs, targets, gradient);
        }

        private CategoricalCrossentropy dense() {
            return new CategoricalCrossentropy(fromLogits, 0);
        }

        @Override
        public boolean readsClassNumbers() {
            return true;
        }

        @Override
        public Optional<String> objection(TargetKind targets) {
            return switch (targets) {
                case BINARY, ONE_HOT, INDEX -> Optional.empty();
                case MULTI_LABEL -> Optional.of(SEVERAL_LABELS);
                case DISTRIBUTION ->
                    Optional.of("needs class numbers 0, 1, 2 … or one-hot targets; use categorical_crossentropy for"
                            + " probabilities of classes");
                case PROBABILITY, REAL ->
                    Optional.of("needs class numbers 0, 1, 2 … or one-hot targets; use mean_squared_error for others");
            };
        }

        @Override
        public Optional<String> objection(TargetKind targets, int outputs) {
            return objection(targets)
                    .or(() -> outputs == 1
                            ? Optional.of("needs one output for each class; use binary_crossentropy with one")
                            : Optional.empty());
        }

        @Override
        public Objective over(Activation activation) {
            return dense().over(activation);
        }
    }
}
