package dev.backflow.engine;

import dev.backflow.engine.layers.Pass;
import dev.backflow.engine.numerics.RandomStream;

/** Dropout's masks as every step of a training has them, for tests that compute what comes of them. */
public final class Masks {

    /** The step of a pass over a full sample. */
    public static final int NO_STEP = Pass.NO_STEP;

    private Masks() {}

    /** Units × examples, row by row: 0 or 1 / (1 − rate). */
    public static double[] of(double rate, long seed, int place, int epoch, int step, int elements) {
        RandomStream random = new RandomStream(seed, RandomStream.Purpose.DROPOUT, place);
        random.seek(epoch, step);
        double[] mask = new double[elements];
        for (int i = 0; i < elements; i++) {
            mask[i] = random.nextUniform() < rate ? 0 : 1 / (1 - rate);
        }
        return mask;
    }
}
