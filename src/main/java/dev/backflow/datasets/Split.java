package dev.backflow.datasets;

import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A part of the data set is held out for validation. Of n examples ⌊n (1 − fraction)⌋ are trained on; both parts keep
 * the order of the data set.
 *
 * @param fraction of the examples that is held out
 * @param shuffle whether those held out are drawn by chance; else they are the last ones, as with {@code
 *     validation_split}
 * @param stratify whether both parts have the same shares of each class, as far as that comes out even
 * @param seed of the draw; like a data set's, it is another than the run's, so that runs of several seeds are compared
 *     on the same examples
 */
public record Split(
        @Default("0.25") double fraction,
        @Default("true") boolean shuffle,
        @Default("false") boolean stratify,
        @Default("0") long seed)
        implements ValidationSpec {

    public Split {
        Check.inside("fraction", fraction, 0, 1);
        Bounds.seed(seed);
    }

    /** How many examples are trained on. */
    public int training(int samples) {
        return (int) Math.floor(samples * (1 - fraction));
    }

    /**
     * The rows that are trained on, then those held out.
     *
     * @param classOf the number of the class of a row; asked for if {@link #stratify}
     */
    int[] order(int samples, IntUnaryOperator classOf) {
        int[] drawn = IntStream.range(0, samples).toArray();
        if (shuffle) {
            new RandomStream(seed, RandomStream.Purpose.VALIDATION, 0).permutation(drawn);
        }
        int[] classes = stratify ? IntStream.range(0, samples).map(classOf).toArray() : new int[samples];
        int[] left = quotas(classes, samples - training(samples));
        boolean[] held = new boolean[samples];
        for (int i = samples - 1; i >= 0; i--) {
            held[drawn[i]] = left[classes[drawn[i]]]-- > 0;
        }
        return IntStream.concat(
                        IntStream.range(0, samples).filter(row -> !held[row]),
                        IntStream.range(0, samples).filter(row -> held[row]))
                .toArray();
    }

    /** How many of each class are held out, by the method of the largest remainder. */
    private static int[] quotas(int[] classes, int heldOut) {
        int[] counts = new int[IntStream.of(classes).max().orElse(0) + 1];
        for (int number : classes) {
            counts[number]++;
        }
        int[] quotas = new int[counts.length];
        int left = heldOut;
        for (int i = 0; i < quotas.length; i++) {
            quotas[i] = (int) ((long) counts[i] * heldOut / classes.length);
            left -= quotas[i];
        }
        IntStream.range(0, quotas.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -((long) counts[i] * heldOut % classes.length)))
                .limit(left)
                .forEach(i -> quotas[i]++);
        return quotas;
    }
}
