package dev.backflow.figures;

import java.util.List;

/**
 * A data set of two features, both numbers.
 *
 * @param features their names
 * @param count how many examples there are
 * @param points some of them, in the features' own units: points × 2
 * @param targets of the points: the number of the class of each or, where targets are no classes, the first target
 * @param low the least of each feature, and of the targets, of all examples
 * @param high the largest of each feature, and of the targets, of all examples
 * @param classes what they are called, by their numbers; empty where targets are no classes
 */
public record Plane(
        List<String> features,
        int count,
        float[][] points,
        float[] targets,
        float[] low,
        float[] high,
        List<String> classes) {}
