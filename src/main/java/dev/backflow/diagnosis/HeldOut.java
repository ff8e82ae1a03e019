package dev.backflow.diagnosis;

/**
 * The examples that are validated on.
 *
 * @param examples how many there are
 * @param classShares of each class; empty where targets are no classes
 * @param targetMeans of each target column
 * @param constantLoss the least loss of a network that answers the same to every one of them
 * @param perfectLoss the loss of a network that answers every target exactly
 */
public record HeldOut(
        int examples, double[] classShares, double[] targetMeans, double constantLoss, double perfectLoss) {}
