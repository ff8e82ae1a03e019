package dev.backflow.recording;

import dev.backflow.spec.WireNames;
import java.util.function.ToDoubleFunction;

/** A number about the slopes φ′(z) of a layer on the sampled batch; {@link SlopeRecord} defines them. */
public enum SlopeMeasure {
    SATURATION(SlopeRecord::saturation),
    DEAD_UNITS(SlopeRecord::deadUnits),
    INACTIVE_UNITS(SlopeRecord::inactiveUnits);

    private final ToDoubleFunction<SlopeRecord> reading;

    SlopeMeasure(ToDoubleFunction<SlopeRecord> reading) {
        this.reading = reading;
    }

    public double of(SlopeRecord slopes) {
        return reading.applyAsDouble(slopes);
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
