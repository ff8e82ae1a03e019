package dev.backflow.execution;

import dev.backflow.runs.RunSpec;

/**
 * One try at a run. Only the latest may write.
 *
 * @param number counted from 1
 */
record Attempt(String runId, int number, RunSpec spec) {}
