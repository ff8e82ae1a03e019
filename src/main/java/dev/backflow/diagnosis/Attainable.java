package dev.backflow.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;

/**
 * How well the targets follow from the inputs, without any network: what simple answers to each example reach that are
 * made of the other examples. On the scale of {@link LearningCurve}: of classes accuracy above the commonest one's, (A
 * − A₀) / (1 − A₀); of numbers R² over all columns. NaN where there is nothing to answer. Many examples are represented
 * by every n-th.
 *
 * @param alike of the best answers that are the same to equal inputs: no network reaches more
 * @param neighbours of the majority, or the mean, of the five nearest other examples (Cover and Hart, 1967), features
 *     scaled to a standard deviation of 1
 * @param linear of a linear model of all other examples, by least squares: leaving one out is y − e / (1 − h), h the
 *     diagonal of X (XᵀX)⁻¹ Xᵀ (Allen, 1974)
 */
public record Attainable(double alike, double neighbours, double linear) {

    static final Attainable UNKNOWN = new Attainable(Double.NaN, Double.NaN, Double.NaN);

    private static final int MOST_ALIKE = 4096;
    private static final int MOST_NEIGHBOURS = 512;
    private static final int NEAREST = 5;

    /** Products of numbers that neighbours, or a linear model, may cost. */
    private static final double MOST_WORK = 5e7;

    private static final int MOST_NUMBERS = 400_000;
    private static final int MOST_COLUMNS = 64;
    private static final int FEW = 16;

    static Attainable of(FMatrixRMaj features, FMatrixRMaj targets, boolean classes) {
        if (targets.numCols > MOST_COLUMNS) {
            return UNKNOWN;
        }
        Rows rows = Rows.of(
                features, targets, classes, Math.max(FEW, Math.min(MOST_ALIKE, MOST_NUMBERS / features.numCols)));
        double alike = rows.score(rows.alike());
        int near = (int) Math.max(FEW, Math.min(MOST_NEIGHBOURS, Math.sqrt(MOST_WORK / features.numCols)));
        Rows few = Rows.of(features, targets, classes, near);
        boolean tiny = features.numRows <= FEW;
        return new Attainable(
                alike,
                tiny ? alike : few.score(few.neighbours()),
                tiny ? rows.score(rows.linear(false)) : rows.score(rows.linear(true)));
    }

    /** What a network should reach at least; NaN where that is not known. */
    public double least() {
        return Double.isNaN(linear) ? neighbours : Double.isNaN(neighbours) ? linear : Math.max(neighbours, linear);
    }

    /**
     * Some of the examples.
     *
     * @param inputs of each, scaled, without columns that are constant
     * @param outputs of each: a column for each class but where they are a number
     */
    private record Rows(double[][] inputs, double[][] outputs, boolean classes) {

        static Rows of(FMatrixRMaj features, FMatrixRMaj targets, boolean classes, int most) {
            int stride = (features.numRows + most - 1) / most;
            int count = (features.numRows + stride - 1) / stride;
            double[][] inputs = new double[count][];
            double[][] outputs = new double[count][];
            for (int row = 0; row < count; row++) {
                inputs[row] = row(features, row * stride);
                double[] target = row(targets, row * stride);
                outputs[row] = classes && target.length == 1 ? new double[] {1 - target[0], target[0]} : target;
            }
            return new Rows(scaled(inputs), outputs, classes);
        }

        private static double[] row(FMatrixRMaj matrix, int row) {
            double[] values = new double[matrix.numCols];
            Arrays.setAll(values, column -> matrix.data[row * matrix.numCols + column]);
            return values;
        }

        private static double[][] scaled(double[][] rows) {
            List<double[]> columns = new ArrayList<>();
            for (int column = 0; column < rows[0].length; column++) {
                int at = column;
                double[] values =
                        Arrays.stream(rows).mapToDouble(row -> row[at]).toArray();
                double mean = Arrays.stream(values).average().orElse(0);
                double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(0);
                if (variance > 0) {
                    double deviation = Math.sqrt(variance);
                    columns.add(Arrays.stream(values)
                            .map(value -> (value - mean) / deviation)
                            .toArray());
                }
            }
            double[][] scaled = new double[rows.length][columns.size()];
            for (int row = 0; row < rows.length; row++) {
                int at = row;
                Arrays.setAll(scaled[row], column -> columns.get(column)[at]);
            }
            return scaled;
        }

        /** The mean over all examples with the same inputs. */
        double[][] alike() {
            Map<List<Double>, List<double[]>> groups = new HashMap<>();
            for (int row = 0; row < inputs.length; row++) {
                groups.computeIfAbsent(key(row), key -> new ArrayList<>()).add(outputs[row]);
            }
            Map<List<Double>, double[]> means = new HashMap<>();
            groups.forEach((key, group) -> means.put(key, mean(group)));
            double[][] answers = new double[inputs.length][];
            Arrays.setAll(answers, row -> means.get(key(row)));
            return answers;
        }

        private List<Double> key(int row) {
            return Arrays.stream(inputs[row]).boxed().toList();
        }

        private static double[] mean(List<double[]> group) {
            double[] mean = new double[group.get(0).length];
            group.forEach(values -> Arrays.setAll(mean, i -> mean[i] + values[i] / group.size()));
            return mean;
        }

        double[][] neighbours() {
            double[][] answers = new double[inputs.length][];
            for (int row = 0; row < inputs.length; row++) {
                answers[row] = mean(nearest(row));
            }
            return answers;
        }

        private List<double[]> nearest(int row) {
            int[] nearest = new int[NEAREST];
            double[] distances = new double[NEAREST];
            int count = 0;
            for (int other = 0; other < inputs.length; other++) {
                double distance = other == row ? Double.POSITIVE_INFINITY : distance(row, other);
                if (other != row && (count < NEAREST || distance < distances[count - 1])) {
                    int at = count < NEAREST ? count++ : count - 1;
                    for (; at > 0 && distances[at - 1] > distance; at--) {
                        distances[at] = distances[at - 1];
                        nearest[at] = nearest[at - 1];
                    }
                    distances[at] = distance;
                    nearest[at] = other;
                }
            }
            return Arrays.stream(nearest, 0, count)
                    .mapToObj(other -> outputs[other])
                    .toList();
        }

        private double distance(int row, int other) {
            double distance = 0;
            for (int i = 0; i < inputs[row].length; i++) {
                double difference = inputs[row][i] - inputs[other][i];
                distance += difference * difference;
            }
            return distance;
        }

        /** @param others whether an example has no part in the answer to it */
        double[][] linear(boolean others) {
            int columns = inputs[0].length + 1;
            if ((double) inputs.length * columns * columns > MOST_WORK || inputs.length <= columns && others) {
                return new double[0][];
            }
            double[][] x = new double[inputs.length][columns];
            for (int row = 0; row < inputs.length; row++) {
                x[row][0] = 1;
                System.arraycopy(inputs[row], 0, x[row], 1, columns - 1);
            }
            return LinearModel.answers(x, outputs, others);
        }

        double score(double[][] answers) {
            return answers.length == 0 ? Double.NaN : classes ? accuracy(answers) : determination(answers);
        }

        private double accuracy(double[][] answers) {
            int right = 0;
            int[] counts = new int[outputs[0].length];
            for (int row = 0; row < answers.length; row++) {
                int label = largest(outputs[row]);
                counts[label]++;
                right += largest(answers[row]) == label ? 1 : 0;
            }
            double commonest = Arrays.stream(counts).max().orElse(0);
            return (right - commonest) / (answers.length - commonest);
        }

        private static int largest(double[] values) {
            int largest = 0;
            for (int i = 1; i < values.length; i++) {
                largest = values[i] > values[largest] ? i : largest;
            }
            return largest;
        }

        private double determination(double[][] answers) {
            double[] mean = mean(List.of(outputs));
            double error = 0;
            double variance = 0;
            for (int row = 0; row < answers.length; row++) {
                for (int i = 0; i < mean.length; i++) {
                    error += Math.pow(outputs[row][i] - answers[row][i], 2);
                    variance += Math.pow(outputs[row][i] - mean[i], 2);
                }
            }
            return 1 - error / variance;
        }
    }
}
