package dev.backflow.engine.losses;

import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * Losses that ask outputs to lie beyond 1 on the side of their target, −1 or 1. As in Keras, targets of a batch that
 * are all 0 or 1 are read as −1 and 1.
 */
public sealed interface MarginLoss extends ElementwiseLoss permits MarginLoss.Hinge, MarginLoss.SquaredHinge {

    @Override
    default OutputKind takes() {
        return OutputKind.MARGIN;
    }

    /** Half way between −1 and 1. */
    @Override
    default float threshold() {
        return 0;
    }

    @Override
    default double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
        boolean binary = binary(targets);
        double sum = 0;
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            sum += value(outputs.data[i], sided(targets.data[i], binary));
        }
        return sum / outputs.numRows;
    }

    @Override
    default void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
        boolean binary = binary(targets);
        float scale = 1f / outputs.getNumElements();
        for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
            gradient.data[i] = scale * slope(outputs.data[i], sided(targets.data[i], binary));
        }
    }

    private static boolean binary(FMatrixRMaj targets) {
        for (int i = 0, n = targets.getNumElements(); i < n; i++) {
            if (targets.data[i] != 0 && targets.data[i] != 1) {
                return false;
            }
        }
        return true;
    }

    private static float sided(float target, boolean binary) {
        return binary ? 2 * target - 1 : target;
    }

    @Override
    default Optional<String> objection(TargetKind targets) {
        return targets == TargetKind.INDEX
                ? Optional.of("needs targets of -1 and 1, or 0 and 1; use sparse_categorical_crossentropy for others")
                : Optional.empty();
    }

    /** Asks outputs to be right by a margin, as support vector machines do. max(1 − t y, 0). */
    record Hinge() implements MarginLoss {

        @Override
        public float value(float y, float t) {
            return Math.max(1 - t * y, 0);
        }

        @Override
        public float slope(float y, float t) {
            return 1 - t * y <= 0 ? 0 : -t;
        }
    }

    /** Asks outputs to be right by a margin, and punishes large failures more than hinge. max(1 − t y, 0)². */
    record SquaredHinge() implements MarginLoss {

        @Override
        public float value(float y, float t) {
            float lacking = Math.max(1 - t * y, 0);
            return lacking * lacking;
        }

        @Override
        public float slope(float y, float t) {
            return -2 * t * Math.max(1 - t * y, 0);
        }
    }
}
