package dev.backflow.runs;

import java.util.List;

/**
 * Examples with two features, both numbers, in their own units.
 *
 * @param names of the features
 * @param points examples × 2
 * @param targets the class of each or, where targets are no classes, the first target
 * @param classNames what the classes are called, by their numbers; empty where targets are no classes
 */
public record PlaneExamples(List<String> names, double[][] points, double[] targets, List<String> classNames) {}
