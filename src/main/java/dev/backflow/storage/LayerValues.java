package dev.backflow.storage;

/**
 * The weights of one layer.
 *
 * @param kernel inputs × units, row by row
 * @param bias one for each unit; none in a layer without
 */
public record LayerValues(String name, int inputs, int units, float[] kernel, float[] bias) {}
