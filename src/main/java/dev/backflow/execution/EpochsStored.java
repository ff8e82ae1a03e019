package dev.backflow.execution;

/** So many epochs of runs were recorded and are committed. */
record EpochsStored(int epochs) {}
