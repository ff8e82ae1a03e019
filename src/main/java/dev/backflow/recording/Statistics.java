package dev.backflow.recording;

/**
 * The numbers kept about one tensor at one epoch, over its n finite elements x.
 *
 * @param mean Σx / n
 * @param std √(Σ(x − mean)² / n), the population's
 * @param min smallest
 * @param max largest
 * @param meanAbs Σ|x| / n
 * @param rms √(Σx² / n)
 * @param l2 √(Σx²)
 * @param zeroFraction share of the finite elements that are exactly zero (of either sign)
 * @param nonFinite how many elements are NaN or ±∞; they are in none of the other numbers. When no element is finite,
 *     all others are NaN.
 */
public record Statistics(
        double mean,
        double std,
        double min,
        double max,
        double meanAbs,
        double rms,
        double l2,
        double zeroFraction,
        long nonFinite) {}
