package dev.backflow.engine.losses;

import dev.backflow.engine.numerics.FloatMath;
import dev.backflow.spec.Alias;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import org.ejml.data.FMatrixRMaj;

/** Losses of the distance between a number and its target. */
public sealed interface RegressionLoss extends ElementwiseLoss
        permits RegressionLoss.MeanSquaredError,
                RegressionLoss.MeanAbsoluteError,
                RegressionLoss.MeanAbsolutePercentageError,
                RegressionLoss.MeanSquaredLogarithmicError,
                RegressionLoss.Huber,
                RegressionLoss.LogCosh,
                RegressionLoss.Poisson {

    @Override
    default OutputKind takes() {
        return OutputKind.VALUE;
    }

    /** The usual loss for regression, in which large errors count most. (y − t)². */
    @Alias("mse")
    record MeanSquaredError() implements RegressionLoss {

        @Override
        public float value(float y, float t) {
            return (y - t) * (y - t);
        }

        @Override
        public float slope(float y, float t) {
            return 2 * (y - t);
        }

        @Override
        public double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
            double sum = 0;
            for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
                double error = outputs.data[i] - targets.data[i];
                sum += error * error;
            }
            return sum / outputs.numRows;
        }

        @Override
        public void gradient(FMatrixRMaj outputs, FMatrixRMaj targets, FMatrixRMaj gradient) {
            float scale = 2f / outputs.getNumElements();
            for (int i = 0, n = outputs.getNumElements(); i < n; i++) {
                gradient.data[i] = scale * (outputs.data[i] - targets.data[i]);
            }
        }
    }

    /** A loss for regression that outliers do not dominate. |y − t|. */
    @Alias("mae")
    record MeanAbsoluteError() implements RegressionLoss {

        @Override
        public float value(float y, float t) {
            return Math.abs(y - t);
        }

        @Override
        public float slope(float y, float t) {
            return Math.signum(y - t);
        }
    }

    /** Measures errors relative to their targets, in per cent. 100 |y − t| / max(|t|, 1e-7). */
    @Alias("mape")
    record MeanAbsolutePercentageError() implements RegressionLoss {

        @Override
        public float value(float y, float t) {
            return 100 * (Math.abs(y - t) / Math.max(Math.abs(t), EPSILON));
        }

        @Override
        public float slope(float y, float t) {
            return 100 * Math.signum(y - t) / Math.max(Math.abs(t), EPSILON);
        }
    }

    /**
     * Compares ratios instead of differences, for positive targets of very different size. (log(1 + y) − log(1 + t))²,
     * with y and t at least 1e-7; flat where y is below.
     */
    @Alias("msle")
    record MeanSquaredLogarithmicError() implements RegressionLoss {

        @Override
        public float value(float y, float t) {
            float error = error(y, t);
            return error * error;
        }

        @Override
        public float slope(float y, float t) {
            return y <= EPSILON ? 0 : 2 * error(y, t) / (y + 1);
        }

        private static float error(float y, float t) {
            return FloatMath.log1p(Math.max(y, EPSILON)) - FloatMath.log1p(Math.max(t, EPSILON));
        }
    }

    /**
     * Squared for small errors and absolute for large ones, so that outliers do not dominate. (y − t)² / 2 up to a
     * distance of {@code delta}, from there on delta |y − t| − delta² / 2 (Huber, 1964).
     */
    record Huber(@Default("1.0") double delta) implements RegressionLoss {

        public Huber {
            Check.positive("delta", delta);
        }

        @Override
        public float value(float y, float t) {
            float error = Math.abs(y - t);
            float d = (float) delta;
            return error <= d ? error * error / 2 : d * error - d * d / 2;
        }

        @Override
        public float slope(float y, float t) {
            float error = y - t;
            return Math.abs(error) <= (float) delta ? error : (float) delta * Math.signum(error);
        }
    }

    /**
     * A smooth loss between squared and absolute errors. log cosh(y − t) = |y − t| + log(1 + e^{−2 |y − t|}) − log 2;
     * the slope is tanh(y − t).
     */
    @Alias("logcosh")
    record LogCosh() implements RegressionLoss {

        private static final float LOG_2 = 0.6931471805599453f;

        @Override
        public float value(float y, float t) {
            float error = Math.abs(y - t);
            return error + FloatMath.softplus(-2 * error) - LOG_2;
        }

        @Override
        public float slope(float y, float t) {
            return FloatMath.tanh(y - t);
        }
    }

    /**
     * For targets that are counts. y − t log(y + 1e-7): how unlikely a count t is where y are expected; NaN below
     * −1e-7, as in Keras.
     */
    record Poisson() implements RegressionLoss {

        @Override
        public OutputKind takes() {
            return OutputKind.COUNT;
        }

        @Override
        public float value(float y, float t) {
            return y - t * FloatMath.log(y + EPSILON);
        }

        @Override
        public float slope(float y, float t) {
            return 1 - t / (y + EPSILON);
        }
    }
}
