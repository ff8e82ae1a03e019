/**
 * Numbers as charts want them: columns over the epochs, read from the store, with gaps where there is no number and a
 * note of what was there instead. It must not know HTTP, nor how anything was trained.
 *
 * <p>Read {@link dev.backflow.series.SeriesReader}, {@link dev.backflow.series.Columns} and {@link
 * dev.backflow.series.Thinning}; {@link dev.backflow.series.SignalReader} for what follows from several of them.
 */
@NullMarked
package dev.backflow.series;

import org.jspecify.annotations.NullMarked;
