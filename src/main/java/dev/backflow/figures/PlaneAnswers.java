package dev.backflow.figures;

/**
 * What a network answers at points of a {@link Plane}.
 *
 * @param epoch at which it has its weights
 * @param values the number of a class if it chooses among several outputs, else its first output; not finite where an
 *     output is not
 * @param areClasses whether values are numbers of classes
 * @param threshold above which a single output means the second of two classes; NaN where it means none
 */
public record PlaneAnswers(int epoch, double[] values, boolean areClasses, double threshold) {}
