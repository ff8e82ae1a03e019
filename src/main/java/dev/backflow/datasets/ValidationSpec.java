package dev.backflow.datasets;

/** What a network is validated on: a data set of its own, or a part of the one that it would be trained on. */
public sealed interface ValidationSpec permits Split, DatasetSpec {}
