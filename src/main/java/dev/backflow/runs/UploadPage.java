package dev.backflow.runs;

import java.util.List;
import java.util.Optional;

/**
 * Part of the list of uploaded data sets.
 *
 * @param next where the next part begins; empty on the last
 */
public record UploadPage(List<Upload> uploads, Optional<PageToken> next) {}
