package dev.backflow.diagnosis;

import java.util.Arrays;

/**
 * How right the answers to some examples are, whatever the loss: {@code way = (value − c) / (1 − c)}, c being what the
 * best constant answer has. 0 is as good as a constant, 1 is exact.
 *
 * @param metric {@code accuracy}, c being the share of the commonest class; {@code mean_recall} where a class is rare, c
 *     being 1 / classes; {@code r2} of numbers and of independent labels, the mean over the columns, c = 0
 * @param value of the metric; NaN where an answer is no number
 * @param way from −1 on; −1 where it is not known
 */
public record Score(String metric, double value, double way) {

    /**
     * Of answers to examples, both examples × outputs, targets as the loss reads them.
     *
     * @param classes whether targets say which class an example is of
     * @param rare whether a class is so rare that accuracy says little
     * @param middle of a single output: above it is the second class
     */
    public static Score of(float[][] answers, float[][] targets, boolean classes, boolean rare, float middle) {
        if (!isFinite(answers)) {
            return new Score(classes ? rare ? "mean_recall" : "accuracy" : "r2", Double.NaN, -1);
        }
        if (!classes) {
            double determination = determination(answers, targets);
            return new Score("r2", determination, Math.max(-1, determination));
        }
        double[] recalls = recalls(answers, targets, middle);
        int[] counts = counts(targets);
        if (rare) {
            int present = (int) Arrays.stream(counts).filter(count -> count > 0).count();
            double recall = Arrays.stream(recalls).sum() / present;
            return of("mean_recall", recall, 1.0 / present);
        }
        double right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i] * recalls[i] / targets.length;
        }
        return of("accuracy", right, (double) Arrays.stream(counts).max().orElse(0) / targets.length);
    }

    private static Score of(String metric, double value, double constant) {
        double way = constant < 1 ? (value - constant) / (1 - constant) : Double.NaN;
        return new Score(metric, value, Double.isNaN(way) ? -1 : Math.max(-1, way));
    }

    private static boolean isFinite(float[][] answers) {
        for (float[] row : answers) {
            for (float answer : row) {
                if (!Float.isFinite(answer)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** 1 − Σ (t − y)² / Σ (t − mean t)² of each column that varies; their mean. */
    private static double determination(float[][] answers, float[][] targets) {
        return Arrays.stream(columns(targets.length == 0 ? 0 : targets[0].length))
                .mapToDouble(column -> determination(answers, targets, column))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static int[] columns(int count) {
        int[] columns = new int[count];
        Arrays.setAll(columns, i -> i);
        return columns;
    }

    private static double determination(float[][] answers, float[][] targets, int column) {
        double mean =
                Arrays.stream(targets).mapToDouble(row -> row[column]).average().orElse(0);
        double error = 0;
        double variance = 0;
        for (int row = 0; row < targets.length; row++) {
            error += Math.pow((double) targets[row][column] - answers[row][column], 2);
            variance += Math.pow(targets[row][column] - mean, 2);
        }
        return variance > 0 ? 1 - error / variance : Double.NaN;
    }

    /**
     * Of each class the share of its examples that are answered with it; 0 of one that does not occur.
     *
     * @param middle of a single output: above it is the second class
     */
    public static double[] recalls(float[][] answers, float[][] targets, float middle) {
        int[] examples = counts(targets);
        double[] right = new double[examples.length];
        for (int row = 0; row < targets.length; row++) {
            int label = label(targets[row], 0.5f);
            right[label] += label(answers[row], middle) == label ? 1 : 0;
        }
        for (int i = 0; i < right.length; i++) {
            right[i] /= Math.max(1, examples[i]);
        }
        return right;
    }

    private static int[] counts(float[][] targets) {
        int[] counts = new int[Math.max(2, targets.length == 0 ? 0 : targets[0].length)];
        for (float[] target : targets) {
            counts[label(target, 0.5f)]++;
        }
        return counts;
    }

    private static int label(float[] values, float middle) {
        if (values.length == 1) {
            return values[0] > middle ? 1 : 0;
        }
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
