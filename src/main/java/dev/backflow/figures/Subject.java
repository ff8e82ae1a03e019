package dev.backflow.figures;

import dev.backflow.series.SignalColumns;
import dev.backflow.storage.RecordedRun;
import java.util.Optional;

/** What is drawn: a recording, its signals, and the network it is of; implemented where runs are known. */
public interface Subject {

    RecordedRun recording();

    SignalColumns backwardGain();

    SignalColumns forwardGain();

    SignalColumns saturation();

    /** The examples; empty if they do not have two features, both numbers. */
    Optional<Plane> plane();

    /** What the trained network answers at points of the plane. */
    PlaneAnswers answers(double[][] points);
}
