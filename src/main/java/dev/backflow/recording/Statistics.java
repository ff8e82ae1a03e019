package dev.backflow.recording;

/**
 * The numbers kept about one tensor at one epoch, over its n finite elements x.
 *
 * @param mean Σx / n
 * @param std √(Σ(x − mean)² / n), the population's
 * @param min smallest
 * @param max largest
 * @param meanAbs Σ|x| / n
 * @param zeroFraction share of the finite elements that are exactly zero (of either sign)
 * @param elements of the tensor, finite or not
 * @param nonFinite how many elements are NaN or ±∞; they are in none of the other numbers. When no element is finite,
 *     all others are NaN.
 */
public record Statistics(
        double mean,
        double std,
        double min,
        double max,
        double meanAbs,
        double zeroFraction,
        long elements,
        long nonFinite) {

    /** √(Σx² / n) = √(mean² + std²), which cannot cancel. */
    public double rms() {
        return rms(mean, std);
    }

    /** √(Σx²) = rms · √n. */
    public double l2() {
        return l2(mean, std, elements - nonFinite);
    }

    public static double rms(double mean, double std) {
        return Math.sqrt(mean * mean + std * std);
    }

    /** @param finite n */
    public static double l2(double mean, double std, long finite) {
        return rms(mean, std) * Math.sqrt(finite);
    }

    /**
     * Measures the first {@code length} elements. One pass in double precision, in which no sum of squares of floats
     * can overflow; the moments are taken about the first finite element, which keeps the variance exact to about n ·
     * 2⁻⁵³ whatever the mean (Chan, Golub and LeVeque: "Algorithms for computing the sample variance", 1983, shifted
     * data).
     */
    public static Statistics of(float[] data, int length) {
        double shift = firstFinite(data, length);
        double sum = 0;
        double magnitude = 0;
        double shifted = 0;
        double shiftedSquares = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int zeros = 0;
        int finite = 0;
        for (int i = 0; i < length; i++) {
            float x = data[i];
            if (Float.isFinite(x)) {
                double d = x - shift;
                finite++;
                sum += x;
                magnitude += Math.abs(x);
                shifted += d;
                shiftedSquares += d * d;
                min = Math.min(min, x);
                max = Math.max(max, x);
                zeros += x == 0 ? 1 : 0;
            }
        }
        if (finite == 0) {
            return none(length);
        }
        double variance = Math.max(0, (shiftedSquares - shifted * (shifted / finite)) / finite);
        return new Statistics(
                sum / finite,
                Math.sqrt(variance),
                min,
                max,
                magnitude / finite,
                (double) zeros / finite,
                length,
                length - finite);
    }

    private static double firstFinite(float[] data, int length) {
        for (int i = 0; i < length; i++) {
            if (Float.isFinite(data[i])) {
                return data[i];
            }
        }
        return 0;
    }

    private static Statistics none(int length) {
        double nan = Double.NaN;
        return new Statistics(nan, nan, nan, nan, nan, nan, length, length);
    }
}
