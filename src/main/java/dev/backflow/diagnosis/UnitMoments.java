package dev.backflow.diagnosis;

import java.util.Arrays;

/**
 * Moments over the units of a layer, for some typical examples.
 *
 * @param means E a
 * @param squares E a²
 * @param shared E a_i a_k over all pairs of examples; NaN if it is not asked for
 * @param spread the variance over units of a unit's mean over all examples, as far as it is drawn
 * @param drawn whether a unit's mean over a sample is a matter of chance
 */
record UnitMoments(double[] means, double[] squares, double shared, double spread, boolean drawn) {

    /** A variance below this share of the mean square is none. */
    private static final double ROUNDING = 1e-12;

    /** A variance below this share of the mean square is lost in the single precision of activations. */
    private static final double PRECISION = 1e-6;

    static UnitMoments unknown(int examples) {
        double[] unknown = new double[examples];
        Arrays.fill(unknown, Double.NaN);
        return new UnitMoments(unknown, unknown, Double.NaN, Double.NaN, true);
    }

    /** Of drawn units, whose activations lie so far apart from example to example ({@link GaussianMeans#apart}). */
    static UnitMoments of(double[] means, double[] squares, double apart) {
        double shared = average(squares) - apart;
        double mean = average(means);
        return new UnitMoments(means, squares, shared, shared - mean * mean, true);
    }

    static UnitMoments of(DataFacts data) {
        double[] means = new double[data.meanSquares().length];
        Arrays.fill(means, data.mean());
        double shared = average(
                Arrays.stream(data.featureMeans()).map(mean -> mean * mean).toArray());
        return new UnitMoments(means, data.meanSquares(), shared, 0, false);
    }

    private static double average(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    UnitMoments withoutPairs() {
        return new UnitMoments(means, squares, Double.NaN, Double.NaN, drawn);
    }

    boolean hasPairs() {
        return !Double.isNaN(shared);
    }

    int examples() {
        return means.length;
    }

    double mean() {
        return average(means);
    }

    /** The same number for every example. */
    double[] forEach(double value) {
        double[] values = new double[examples()];
        Arrays.fill(values, value);
        return values;
    }

    /** After dropout that keeps this share; each example has a mask of its own. */
    UnitMoments dropped(double kept) {
        return new UnitMoments(
                means, Arrays.stream(squares).map(square -> square / kept).toArray(), shared, spread, drawn);
    }

    /** Of the sum with other units, drawn independently. */
    UnitMoments plus(UnitMoments other) {
        double[] sums = new double[examples()];
        double[] squaresOfSums = new double[examples()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = means[i] + other.means[i];
            squaresOfSums[i] = squares[i] + other.squares[i] + 2 * means[i] * other.means[i];
        }
        return new UnitMoments(
                sums,
                squaresOfSums,
                shared + other.shared + 2 * mean() * other.mean(),
                spread + other.spread,
                drawn || other.drawn);
    }

    /** Standard deviation over {@code units} and a sample; NaN where single precision leaves too little of it. */
    double std(int units, int sample) {
        double square = average(squares);
        double whole = square - mean() * mean();
        double chance = drawn ? (whole - spread) / sample : 0;
        double variance = whole - (spread + chance) / units;
        if (Math.abs(variance) < ROUNDING * square) {
            return 0;
        }
        return variance < PRECISION * square ? Double.NaN : Math.sqrt(variance);
    }
}
