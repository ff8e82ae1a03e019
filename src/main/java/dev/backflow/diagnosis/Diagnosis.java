package dev.backflow.diagnosis;

import java.util.List;

/**
 * What rules say of a run.
 *
 * @param sample on which examples the tensors were measured that they judge
 * @param items worst first
 * @param notJudged rules that could not be judged, or not of all layers
 */
public record Diagnosis(String sample, List<Finding> items, List<NotJudged> notJudged) {

    /**
     * A rule that could not be judged, or not of all layers.
     *
     * @param reason what it lacks, or leaves out
     * @param patches with which a fork of the run could be judged
     */
    public record NotJudged(String rule, String reason, List<Remedy> remedies) {}
}
