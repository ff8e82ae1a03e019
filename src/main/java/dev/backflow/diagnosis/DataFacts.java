package dev.backflow.diagnosis;

import dev.backflow.engine.Examples;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.recording.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of the examples that are trained on to judge a training.
 *
 * @param examples how many there are
 * @param featureMeans of each feature
 * @param featureStds of each feature, the population's
 * @param mean over all features of all examples
 * @param meanSquare over all features of all examples
 * @param meanSquares over the features of single examples: quantiles, ascending
 * @param targets what they are
 * @param targetMin smallest target
 * @param targetMax largest target
 * @param classShares of each class; empty where targets are no classes
 * @param constantLoss the least loss of a network that answers the same to every input
 * @param perfectLoss the loss of a network that answers every target exactly
 * @param targetMeans of each target column, as they are given
 * @param targetStds of each target column, the population's
 * @param largestSum the largest sum of the targets of an example, as the loss reads them
 * @param smallestSum the smallest
 * @param attainable how well targets follow from inputs
 * @param heldOut the examples that are validated on; null if there are none
 * @param names of the features
 */
public record DataFacts(
        int examples,
        double[] featureMeans,
        double[] featureStds,
        double mean,
        double meanSquare,
        double[] meanSquares,
        TargetKind targets,
        double targetMin,
        double targetMax,
        double[] classShares,
        double constantLoss,
        double perfectLoss,
        double[] targetMeans,
        double[] targetStds,
        double largestSum,
        double smallestSum,
        Attainable attainable,
        @Nullable HeldOut heldOut,
        List<String> names) {

    private static final int QUANTILES = 16;

    /** Of an even share. */
    private static final double RARE = 0.5;

    /** Of examples as they are given to the trainer, before the loss has read them; none is held out. */
    public static DataFacts of(Examples given, TargetKind kind, Loss loss, int outputs) {
        List<String> names = IntStream.range(0, given.features().numCols)
                .mapToObj(i -> "x" + i)
                .toList();
        return of(given, null, names, kind, loss, outputs);
    }

    /** @param heldOut what is validated on; null for nothing */
    public static DataFacts of(
            Examples given, @Nullable Examples heldOut, List<String> names, TargetKind kind, Loss loss, int outputs) {
        Examples read = given.readBy(loss, outputs);
        double[] squares = meanSquares(given.features());
        Statistics targets = Statistics.of(given.targets().data, given.targets().getNumElements());
        Statistics[] columns = columns(given.features());
        Statistics[] answers = columns(given.targets());
        double[] shares = shares(read.targets(), kind);
        double[] sums = sums(read.targets());
        BestConstant constant = new BestConstant(loss, read.targets(), read.weights());
        return new DataFacts(
                given.size(),
                Arrays.stream(columns).mapToDouble(Statistics::mean).toArray(),
                Arrays.stream(columns).mapToDouble(Statistics::std).toArray(),
                Arrays.stream(columns).mapToDouble(Statistics::mean).average().orElse(0),
                Arrays.stream(squares).average().orElse(0),
                quantiles(squares),
                kind,
                targets.min(),
                targets.max(),
                shares,
                constant.loss(),
                constant.perfectLoss(),
                Arrays.stream(answers).mapToDouble(Statistics::mean).toArray(),
                Arrays.stream(answers).mapToDouble(Statistics::std).toArray(),
                Arrays.stream(sums).max().orElse(0),
                Arrays.stream(sums).min().orElse(0),
                Attainable.of(given.features(), read.targets(), shares.length > 0),
                heldOut == null || heldOut.size() == 0 ? null : heldOut(heldOut, kind, loss, outputs),
                names);
    }

    private static HeldOut heldOut(Examples given, TargetKind kind, Loss loss, int outputs) {
        Examples read = given.readBy(loss, outputs);
        BestConstant constant = new BestConstant(loss, read.targets(), read.weights());
        return new HeldOut(
                given.size(),
                shares(read.targets(), kind),
                Arrays.stream(columns(given.targets()))
                        .mapToDouble(Statistics::mean)
                        .toArray(),
                constant.loss(),
                constant.perfectLoss());
    }

    private static double[] sums(FMatrixRMaj rows) {
        double[] sums = new double[rows.numRows];
        for (int i = 0; i < rows.getNumElements(); i++) {
            sums[i / rows.numCols] += rows.data[i];
        }
        return sums;
    }

    private static Statistics[] columns(FMatrixRMaj matrix) {
        Statistics[] columns = new Statistics[matrix.numCols];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = column(matrix, column);
        }
        return columns;
    }

    public int inputs() {
        return featureMeans.length;
    }

    /** Whether a class has less than half of an even share, so that accuracy hardly shows whether it is answered. */
    public boolean hasRareClass() {
        double rarest =
                Arrays.stream(classShares).filter(share -> share > 0).min().orElse(1);
        return rarest * classShares.length < RARE;
    }

    private static Statistics column(FMatrixRMaj matrix, int column) {
        float[] values = new float[matrix.numRows];
        for (int row = 0; row < values.length; row++) {
            values[row] = matrix.data[row * matrix.numCols + column];
        }
        return Statistics.of(values, values.length);
    }

    private static double[] meanSquares(FMatrixRMaj features) {
        double[] squares = new double[features.numRows];
        for (int row = 0; row < squares.length; row++) {
            for (int column = 0; column < features.numCols; column++) {
                double x = features.data[row * features.numCols + column];
                squares[row] += x * x / features.numCols;
            }
        }
        return squares;
    }

    /** The means of equal parts of the sorted numbers, at most 16 of them. */
    private static double[] quantiles(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int parts = Math.min(QUANTILES, sorted.length);
        double[] means = new double[parts];
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) sorted.length * part / parts);
            int to = (int) ((long) sorted.length * (part + 1) / parts);
            means[part] = Arrays.stream(sorted, from, to).average().orElse(0);
        }
        return means;
    }

    private static double[] shares(FMatrixRMaj targets, TargetKind kind) {
        boolean classes = kind == TargetKind.BINARY || kind == TargetKind.ONE_HOT;
        if (!classes && (kind != TargetKind.INDEX || targets.numCols == 1)) {
            return new double[0];
        }
        double[] shares = new double[targets.numCols];
        for (int i = 0; i < targets.getNumElements(); i++) {
            shares[i % targets.numCols] += (double) targets.data[i] / targets.numRows;
        }
        return shares.length == 1 ? new double[] {1 - shares[0], shares[0]} : shares;
    }
}
