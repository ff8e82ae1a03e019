package dev.backflow.datasets;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Every generator, in several shapes, as a function of the seed. */
final class Generators {

    private static final List<Double> BOX = List.of(-10.0, 10.0);

    private Generators() {}

    record Generator(String name, LongFunction<DatasetSpec> withSeed) {

        DatasetSpec spec() {
            return withSeed.apply(11);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Generator> all() {
        return Stream.of(
                new Generator("circles", seed -> new Circles(101, true, null, 0.5, seed)),
                new Generator("noisy circles", seed -> new Circles(100, false, 0.1, 0.5, seed)),
                new Generator("moons", seed -> new Moons(101, true, null, seed)),
                new Generator("noisy moons", seed -> new Moons(2, false, 0.1, seed)),
                new Generator("blobs", seed -> new Blobs(101, 3, 4, 1, BOX, true, seed)),
                new Generator("two blobs", seed -> new Blobs(50, 1, 2, 1, BOX, false, seed)),
                new Generator("three shells", seed -> new GaussianQuantiles(1, 102, 4, 3, true, seed)),
                new Generator("two shells", seed -> new GaussianQuantiles(2, 101, 2, 2, true, seed)),
                new Generator("xor", seed -> new Xor(101, true, 0.2, seed)),
                new Generator("xor in order", seed -> new Xor(102, false, 0.2, seed)),
                new Generator("two arms", seed -> new Spirals(101, true, 2, 1.5, 0.0, seed)),
                new Generator("five arms", seed -> new Spirals(103, true, 5, 1, 0.1, seed)),
                new Generator("plane", seed -> new RegressionPlane(100, 2, 0, seed)),
                new Generator("noisy plane", seed -> new RegressionPlane(100, 7, 0.5, seed)),
                new Generator("sine", seed -> new Sine(100, 1, 0, seed)),
                new Generator("noisy sine", seed -> new Sine(100, 3, 0.5, seed)));
    }

    /** At every bound that could push a number out of single precision. */
    static Stream<DatasetSpec> extremes() {
        double most = DatasetSpec.MOST_SCALE;
        return Stream.of(
                new Circles(1_000, true, most, 0, 0),
                new Moons(1, true, most, 0),
                new Blobs(1_000, 2, 1_000, most, List.of(-most, most), true, 0),
                new GaussianQuantiles(most, 1_000, 2, 1_000, true, 0),
                new GaussianQuantiles(0, 5, 1, 5, true, 0),
                new Xor(1, true, most, 0),
                new Spirals(1, true, 1_000, 1_000, most, 0),
                new RegressionPlane(2, 10_000, most, 0),
                new Sine(1_000, 1_000, most, DatasetSpec.MOST_SEED));
    }
}
