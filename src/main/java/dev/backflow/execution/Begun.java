package dev.backflow.execution;

import java.util.List;

/**
 * What came of taking the first of some runs.
 *
 * @param taken how many were looked at
 * @param attempts at those among them that are still to be trained
 */
record Begun(int taken, List<Attempt> attempts) {}
