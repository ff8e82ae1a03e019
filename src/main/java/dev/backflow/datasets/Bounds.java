package dev.backflow.datasets;

import dev.backflow.spec.Check;
import org.jspecify.annotations.Nullable;

/** Bounds that several generators share. */
final class Bounds {

    private Bounds() {}

    static void size(int samples, int columns) {
        Check.positive("samples", samples);
        int most = Integer.MAX_VALUE / columns; // numbers of one array
        Check.require(samples <= most, "samples", samples, "must be at most " + most + " with " + columns + " columns");
    }

    static void features(int features) {
        Check.between("features", features, 1, 1 << 20);
    }

    /** One class leaves nothing to tell apart. */
    static void classes(String field, int classes) {
        Check.between(field, classes, 2, DatasetSpec.MOST_CLASSES);
    }

    /** A standard deviation. */
    static void spread(String field, double value) {
        Check.between(field, value, 0, DatasetSpec.MOST_SCALE);
    }

    static void noise(@Nullable Double noise) {
        if (noise != null) {
            spread("noise", noise);
        }
    }

    static void seed(long seed) {
        Check.between("seed", seed, 0, DatasetSpec.MOST_SEED);
    }
}
