/**
 * CSV files that were sent: stored once, described column by column, deleted when no run needs them. It is where {@link
 * dev.backflow.datasets.CsvFiles} come from; what a file means to a training is known to {@code datasets}.
 *
 * <p>Read {@link dev.backflow.uploads.UploadService}.
 */
@NullMarked
package dev.backflow.uploads;

import org.jspecify.annotations.NullMarked;
