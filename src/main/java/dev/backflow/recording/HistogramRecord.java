package dev.backflow.recording;

/** The histogram of one tensor of one layer at one epoch. */
public record HistogramRecord(String layer, Tensor tensor, Histogram histogram) {}
