package dev.backflow.recording;

import java.util.Map;

/** What was recorded of a training so far; all arrays are as long as {@link #epochs} and belong to them. */
public interface Measurements {

    /** Ascending. */
    int[] epochs();

    /** {@code loss}, each metric, and both on the validation examples; may be NaN or ±∞. */
    Map<String, double[]> metrics();

    /** By layer; NaN where no element was finite. Empty if the tensor is not recorded. */
    Map<String, double[]> statistic(Tensor tensor, Statistic statistic);

    /** By layer that has slopes; NaN where there is no number. */
    Map<String, double[]> slopes(SlopeMeasure measure);
}
