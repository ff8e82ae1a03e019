/**
 * Where live matrices become numbers: for each recorded epoch, the statistics of each tensor of each layer, accumulated
 * in double precision and honest about NaN. It observes a training and hands finished {@link
 * dev.backflow.recording.EpochRecord}s to whoever asked; it must not know where they go.
 *
 * <p>Read {@link dev.backflow.recording.RecordingSpec} (what is asked), {@link dev.backflow.recording.Recorder} (when),
 * {@link dev.backflow.recording.Tensor} (of what), {@link dev.backflow.recording.Statistics} (which numbers), {@link
 * dev.backflow.recording.SlopeRecord} (saturation and dead units), {@link dev.backflow.recording.Bins} (histograms);
 * and {@link dev.backflow.recording.Outline}, by which a recording says what it holds.
 */
@NullMarked
package dev.backflow.recording;

import org.jspecify.annotations.NullMarked;
