package dev.backflow.recording;

import dev.backflow.spec.WireNames;
import java.util.function.ToDoubleFunction;

/** A number about a tensor. */
public enum Statistic {
    MEAN(Statistics::mean),
    STD(Statistics::std),
    MIN(Statistics::min),
    MAX(Statistics::max),
    MEAN_ABS(Statistics::meanAbs),
    RMS(Statistics::rms),
    L2(Statistics::l2),
    ZERO_FRACTION(Statistics::zeroFraction),
    NON_FINITE(Statistics::nonFinite);

    private final ToDoubleFunction<Statistics> reading;

    Statistic(ToDoubleFunction<Statistics> reading) {
        this.reading = reading;
    }

    public double of(Statistics statistics) {
        return reading.applyAsDouble(statistics);
    }

    /** Whether it is one of the elements, which are in single precision. */
    public boolean isElement() {
        return this == MIN || this == MAX;
    }

    /** Whether it follows from the mean and the standard deviation. */
    public boolean isDerived() {
        return this == RMS || this == L2;
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
