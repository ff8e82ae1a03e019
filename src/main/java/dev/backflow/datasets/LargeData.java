package dev.backflow.datasets;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets requests look at large data sets one after the other: each may make a few copies of one, and the heap of a node
 * does not have room for many of those at a time. There is one turn for the whole process, as there is one heap.
 */
public final class LargeData {

    /** Numbers; of fewer, 0.4 MB, as many can be made at the same time as there are requests. */
    private static final long LARGE = 100_000;

    private static final ReentrantLock TURN = new ReentrantLock(true);

    private LargeData() {}

    /** What {@code look} finds, once no other large data set is being looked at. */
    public static <T> T inTurn(DatasetSpec spec, Supplier<T> look) {
        if ((long) spec.samples() * (spec.inputs() + spec.outputs()) <= LARGE) {
            return look.get();
        }
        TURN.lock();
        try {
            return look.get();
        } finally {
            TURN.unlock();
        }
    }
}
