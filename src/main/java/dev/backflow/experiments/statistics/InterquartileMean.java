package dev.backflow.experiments.statistics;

import dev.backflow.engine.numerics.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How good a cell is over its seeds: the mean of the middle half of the outcomes. Unlike the mean it is not moved by a
 * few seeds that failed, unlike the median it uses half of the seeds (Agarwal et al., "Deep reinforcement learning at
 * the edge of the statistical precipice", NeurIPS 2021). The ⌊n/4⌋ smallest and largest are left out, as by SciPy's
 * {@code trim_mean(x, 0.25)} and rliable's {@code aggregate_iqm}.
 *
 * @param value in the unit of the outcomes
 * @param interval percentile bootstrap of 10,000 resamples, as rliable has it; null with a single outcome. Of the
 *     tutorial's outcomes it covers 91 % with 6 seeds and 95 % from 10 on
 */
public record InterquartileMean(double value, @Nullable Interval interval) {

    private static final int RESAMPLES = 10_000;

    /**
     * @param seed fixes the resamples
     * @throws IllegalArgumentException if there is no outcome, or one is NaN or not below 1e100 in magnitude
     */
    public static InterquartileMean of(double[] outcomes, long seed) {
        double[] sorted = Outcomes.sorted(outcomes);
        int[] once = new int[sorted.length];
        Arrays.fill(once, 1);
        return new InterquartileMean(trimmed(sorted, once), sorted.length == 1 ? null : bootstrapped(sorted, seed));
    }

    /** Quantiles by linear interpolation: type 7 of Hyndman and Fan (1996), NumPy's and R's default. */
    public static double[] quantiles(double[] outcomes, double... probabilities) {
        return Outcomes.quantiles(Outcomes.sorted(outcomes), probabilities);
    }

    private static Interval bootstrapped(double[] sorted, long seed) {
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.BOOTSTRAP, 0);
        double[] means = new double[RESAMPLES];
        int[] times = new int[sorted.length];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.fill(times, 0);
            for (int k = 0; k < sorted.length; k++) {
                times[random.nextInt(sorted.length)]++;
            }
            means[i] = trimmed(sorted, times);
        }
        double[] ends = Outcomes.quantiles(means, Interval.ERROR / 2, 1 - Interval.ERROR / 2);
        return new Interval(ends[0], ends[1]);
    }

    /** Of a sample of n in which each sorted outcome is so many {@code times}. */
    private static double trimmed(double[] sorted, int[] times) {
        int n = sorted.length;
        int cut = n / 4;
        double sum = 0;
        int passed = 0;
        for (int i = 0; i < n; i++) {
            int kept = Math.min(passed + times[i], n - cut) - Math.max(passed, cut);
            passed += times[i];
            if (kept > 0) {
                sum += kept * sorted[i];
            }
        }
        return sum / (n - 2 * cut);
    }
}
