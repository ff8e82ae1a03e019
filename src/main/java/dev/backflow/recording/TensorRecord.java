package dev.backflow.recording;

/** The statistics of one tensor of one layer at one epoch. */
public record TensorRecord(String layer, Tensor tensor, Statistics statistics) {

    /** About how much memory one takes, its statistics included. */
    static final int BYTES = 112;
}
