package dev.backflow.engine.losses;

/** What a loss takes a network's outputs for, and so which activations the last layer can have. */
public enum OutputKind {
    /** Each output is the probability of a class by itself, from 0 to 1. */
    PROBABILITY,
    /** The outputs are probabilities of classes that exclude each other: they add up to 1. */
    DISTRIBUTION,
    /** Each output is the logit of a probability: any number. */
    LOGIT,
    /** The outputs are the logits of a distribution; only the distances between them count. */
    CLASS_LOGITS,
    /** The count that is expected, not below 0. */
    COUNT,
    /** 1 and more of one class, −1 and less of the other. */
    MARGIN,
    /** A number like the target. */
    VALUE,
    /** None of these: no rule says what suits it. */
    OTHER;

    /** Whether the loss is a crossentropy, however it is given the probabilities. */
    public boolean isOfProbabilities() {
        return this == PROBABILITY || this == DISTRIBUTION || isOfLogits();
    }

    /** Whether the loss turns outputs into probabilities itself. */
    public boolean isOfLogits() {
        return this == LOGIT || this == CLASS_LOGITS;
    }

    /** Whether the classes exclude each other. */
    public boolean isExclusive() {
        return this == DISTRIBUTION || this == CLASS_LOGITS;
    }
}
