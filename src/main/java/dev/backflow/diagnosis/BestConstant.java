package dev.backflow.diagnosis;

import dev.backflow.engine.losses.Loss;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The least loss without learning: that of the best answer that is the same for every example. Tried are mean and
 * median of each output, the mean as a logit, the commonest class; where outputs are judged one at a time the best of
 * them is then improved by golden-section search (Kiefer, 1953), output by output. Many examples are represented by
 * every n-th.
 */
final class BestConstant {

    private static final int MOST_EXAMPLES = 4096;
    private static final int MOST_SEARCHED_OUTPUTS = 16;
    private static final double LARGEST_LOGIT = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final Loss loss;
    private final FMatrixRMaj targets;
    private final FMatrixRMaj outputs;

    /** Of the examples that represent all; null where all count 1. */
    private final float @Nullable [] weights;

    /** @param rows samples × outputs, all of which count 1 */
    BestConstant(Loss loss, FMatrixRMaj rows) {
        this(loss, rows, null);
    }

    /**
     * @param rows samples × outputs
     * @param weighed how much each sample counts; null where all count 1
     */
    BestConstant(Loss loss, FMatrixRMaj rows, float @Nullable [] weighed) {
        this.loss = loss;
        int stride = (rows.numRows + MOST_EXAMPLES - 1) / MOST_EXAMPLES;
        int examples = (rows.numRows + stride - 1) / stride;
        targets = new FMatrixRMaj(rows.numCols, examples);
        outputs = new FMatrixRMaj(rows.numCols, examples);
        weights = weighed == null ? null : new float[examples];
        for (int example = 0; example < examples; example++) {
            for (int output = 0; output < rows.numCols; output++) {
                targets.set(output, example, rows.get(example * stride, output));
            }
            if (weights != null && weighed != null) {
                weights[example] = weighed[example * stride];
            }
        }
    }

    private double sum(FMatrixRMaj outputs, FMatrixRMaj targets) {
        return weights == null ? loss.sum(outputs, targets) : loss.sum(outputs, targets, weights);
    }

    double loss() {
        double[] means = weights == null ? each(BestConstant::mean) : weightedMeans(weights);
        double[] best = Stream.of(
                        means, each(BestConstant::median), logits(means), commonest(means), new double[means.length])
                .min((a, b) -> Double.compare(of(a), of(b)))
                .orElseThrow();
        if (loss.isElementwise() && best.length <= MOST_SEARCHED_OUTPUTS) {
            for (int output = 0; output < best.length; output++) {
                search(best, output);
            }
        }
        return of(best);
    }

    /**
     * Of the targets themselves, or of those drawn towards even shares, as smoothed labels are; or of logits that are
     * as sure of them as is best.
     */
    double perfectLoss() {
        if (targets.numCols > 1 && targets.numRows > MOST_SEARCHED_OUTPUTS && isOneHot()) {
            return ofOneExample().perfectLoss() * (weights == null ? 1 : mean(weights));
        }
        double even = loss.takes().isExclusive() && targets.numRows > 1 ? 1.0 / targets.numRows : 0.5;
        double drawn = least(share -> answered(target -> target + share * (even - target)), 0, 1);
        double sure = least(logit -> answered(target -> (2 * target - 1) * logit), 0, LARGEST_LOGIT);
        return sure < drawn ? sure : drawn;
    }

    private boolean isOneHot() {
        int[] ones = new int[targets.numCols];
        for (int i = 0; i < targets.getNumElements(); i++) {
            if (targets.data[i] != 0 && (targets.data[i] != 1 || ++ones[i % targets.numCols] > 1)) {
                return false;
            }
        }
        return Arrays.stream(ones).allMatch(count -> count == 1);
    }

    /**
     * No loss depends on the order of outputs, so that answers made of one-hot targets all have the same: one is enough
     * where a thousand classes would take half a minute.
     */
    private BestConstant ofOneExample() {
        FMatrixRMaj example = new FMatrixRMaj(1, targets.numRows);
        example.data[0] = 1;
        return new BestConstant(loss, example);
    }

    /** The loss of answers that are made of the targets. */
    private double answered(DoubleUnaryOperator answer) {
        for (int i = 0; i < targets.getNumElements(); i++) {
            outputs.data[i] = (float) answer.applyAsDouble(targets.data[i]);
        }
        return sum(outputs, targets) / targets.numCols;
    }

    /** The loss of this answer. */
    private double of(double[] answer) {
        for (int i = 0; i < outputs.getNumElements(); i++) {
            outputs.data[i] = (float) answer[i / outputs.numCols];
        }
        double mean = sum(outputs, targets) / outputs.numCols;
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
    }

    /** Of an output that is judged by itself. */
    private void search(double[] best, int output) {
        double[] sorted = weights == null ? sorted(output) : values(output);
        FMatrixRMaj row = new FMatrixRMaj(1, sorted.length);
        FMatrixRMaj answers = new FMatrixRMaj(1, sorted.length);
        for (int example = 0; example < sorted.length; example++) {
            row.data[example] = (float) sorted[example];
        }
        DoubleUnaryOperator lossOf = answer -> {
            Arrays.fill(answers.data, (float) answer);
            double sum = sum(answers, row);
            return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
        };
        for (double tried :
                new double[] {lowest(lossOf, least(sorted), most(sorted)), lowest(lossOf, -LARGEST_LOGIT, LARGEST_LOGIT)
                }) {
            best[output] = lossOf.applyAsDouble(tried) < lossOf.applyAsDouble(best[output]) ? tried : best[output];
        }
    }

    /** The smallest value of a function that falls and then rises, its ends included. */
    private static double least(DoubleUnaryOperator function, double from, double to) {
        double inside = function.applyAsDouble(lowest(function, from, to));
        return Math.min(inside, Math.min(function.applyAsDouble(from), function.applyAsDouble(to)));
    }

    /** Where it has it, by golden-section search. */
    private static double lowest(DoubleUnaryOperator function, double least, double most) {
        double from = least;
        double to = most;
        for (int i = 0; i < 40; i++) {
            double left = to - GOLDEN * (to - from);
            double right = from + GOLDEN * (to - from);
            if (function.applyAsDouble(left) <= function.applyAsDouble(right)) {
                to = right;
            } else {
                from = left;
            }
        }
        return (from + to) / 2;
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private double[] sorted(int output) {
        double[] values = values(output);
        Arrays.sort(values);
        return values;
    }

    private double[] values(int output) {
        double[] values = new double[targets.numCols];
        for (int example = 0; example < values.length; example++) {
            values[example] = targets.get(output, example);
        }
        return values;
    }

    private double[] weightedMeans(float[] weights) {
        double[] means = new double[targets.numRows];
        double all = weights.length * mean(weights);
        for (int output = 0; output < means.length; output++) {
            for (int example = 0; example < weights.length; example++) {
                means[output] += all == 0 ? 0 : weights[example] * targets.get(output, example) / all;
            }
        }
        return means;
    }

    private static double mean(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    private double[] each(java.util.function.ToDoubleFunction<double[]> reading) {
        double[] answer = new double[targets.numRows];
        for (int output = 0; output < answer.length; output++) {
            answer[output] = reading.applyAsDouble(sorted(output));
        }
        return answer;
    }

    private static double mean(double[] sorted) {
        return Arrays.stream(sorted).average().orElse(0);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double[] logits(double[] means) {
        return Arrays.stream(means)
                .map(p -> means.length == 1 ? Math.log(p / (1 - p)) : Math.log(p))
                .map(logit -> Math.max(-LARGEST_LOGIT, Math.min(LARGEST_LOGIT, logit)))
                .toArray();
    }

    private static double[] commonest(double[] means) {
        double[] answer = new double[means.length];
        int largest = 0;
        for (int i = 0; i < means.length; i++) {
            largest = means[i] > means[largest] ? i : largest;
        }
        answer[largest] = 1;
        return answer;
    }
}
