package dev.backflow.experiments;

/**
 * An experiment that is ready to submit, with the claim that it checks.
 *
 * @param name as in its address
 * @param title for people, one line
 * @param description what it shows and where to look
 */
public record ExperimentPreset(String name, String title, String description, ExperimentRequest experiment) {}
