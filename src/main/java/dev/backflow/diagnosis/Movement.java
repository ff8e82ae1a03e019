package dev.backflow.diagnosis;

import dev.backflow.engine.optimizers.Optimizer.StepLength;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far kernels move from one recorded epoch to the next, of their own length. Measured where {@code kernel_update}
 * is recorded; otherwise at most so far as the rate lets t steps go:
 *
 * <pre>  of steps as long as the rate:      t η √weights / ‖W‖
 *  of steps as long as the gradient:  t η ‖∂L/∂W‖ / ((1 − μ) ‖W‖)</pre>
 *
 * with the gradient at the epochs' ends and the optimizer's momentum μ.
 */
final class Movement {

    private static final double LEAST = 0.4;
    private static final double LEAST_BOUND = 1;

    private Movement() {}

    /** Why it is not known; empty where it is. */
    static Optional<String> objection(Evidence evidence) {
        StepLength length = evidence.training().optimizer().stepLength();
        if (isMeasured(evidence) || length == StepLength.RATE) {
            return Optional.empty();
        }
        if (length == StepLength.GRADIENT) {
            return evidence.recording().tensors().contains(Tensor.KERNEL_GRADIENT)
                    ? Optional.empty()
                    : Optional.of("The run does not record how large gradients are. Add kernel_gradient, or"
                            + " kernel_update, to recording.tensors.");
        }
        return Optional.of("How far this optimizer's steps go does not follow from its learning rate. Add"
                + " kernel_update to recording.tensors.");
    }

    private static boolean isMeasured(Evidence evidence) {
        return evidence.recording().tensors().contains(Tensor.KERNEL_UPDATE);
    }

    /** Below which a kernel has hardly moved; more where only a bound is known, which is farther than the way. */
    static double least(Evidence evidence) {
        return isMeasured(evidence) ? LEAST : LEAST_BOUND;
    }

    /** By layer with a kernel; NaN at the first recorded epoch. */
    static Map<String, double[]> of(Evidence evidence) {
        return isMeasured(evidence) ? evidence.signal(Signal.UPDATE_RATIO) : bounds(evidence);
    }

    private static Map<String, double[]> bounds(Evidence evidence) {
        int[] epochs = evidence.measured().epochs();
        double[] rates = Objects.requireNonNull(evidence.metric(EpochRecord.LEARNING_RATE));
        boolean byRate = evidence.isLikeAdam();
        double stretch = evidence.training().optimizer().stretch();
        Map<String, double[]> lengths = Signal.finite(evidence.measured(), Tensor.KERNEL, Statistic.L2);
        Map<String, double[]> sizes = Signal.finite(evidence.measured(), Tensor.KERNEL, Statistic.RMS);
        Map<String, double[]> gradients = Signal.finite(evidence.measured(), Tensor.KERNEL_GRADIENT, Statistic.L2);
        Map<String, double[]> bounds = new LinkedHashMap<>();
        Signal.inOrder(evidence.layers(), lengths).forEach((layer, length) -> {
            double[] bound = new double[epochs.length];
            Arrays.setAll(bound, i -> {
                if (i == 0) {
                    return Double.NaN;
                }
                double way = (epochs[i] - epochs[i - 1])
                        * (double) evidence.stepsPerEpoch()
                        * Math.max(rates[i - 1], rates[i]);
                if (byRate) {
                    return way / Signal.column(sizes, layer)[i - 1];
                }
                double gradient = Math.max(Signal.column(gradients, layer)[i - 1], Signal.column(gradients, layer)[i]);
                return way * stretch * gradient / length[i - 1];
            });
            bounds.put(layer, bound);
        });
        return bounds;
    }
}
