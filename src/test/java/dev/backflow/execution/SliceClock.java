package dev.backflow.execution;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Nanoseconds that pass when the test says so. */
final class SliceClock implements LongSupplier {

    private long nanos = Long.MAX_VALUE - 1_000_000_000; // as System.nanoTime it may overflow

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
