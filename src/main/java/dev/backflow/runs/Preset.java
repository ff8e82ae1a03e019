package dev.backflow.runs;

import java.util.List;

/**
 * Runs that are ready to submit.
 *
 * @param name as in its address
 * @param title for people, one line
 * @param description what it shows and where to look
 */
public record Preset(String name, String title, String description, List<RunRequest> runs) {}
