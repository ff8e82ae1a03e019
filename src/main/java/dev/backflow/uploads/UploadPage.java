package dev.backflow.uploads;

import java.util.List;

/**
 * Part of the list of uploaded data sets.
 *
 * @param more whether older ones follow
 */
public record UploadPage(List<Upload> uploads, boolean more) {}
