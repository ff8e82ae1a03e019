package dev.backflow.recording;

import java.util.List;

/**
 * What a {@link Recorder} hands from one epoch to the next, beside what {@link dev.backflow.engine.TrainingState} does.
 * A recording that is given this state goes on as if there had been no break.
 *
 * @param epochs the kernels at the last recorded epoch, in the order of their layers; none unless {@link
 *     Tensor#KERNEL_UPDATE} is recorded, and none before the first recorded epoch
 * @param steps the same at the last recorded step
 */
public record RecorderState(List<float[]> epochs, List<float[]> steps) {

    public static final RecorderState NONE = new RecorderState(List.of(), List.of());
}
