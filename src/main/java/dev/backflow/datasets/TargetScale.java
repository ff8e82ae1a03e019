package dev.backflow.datasets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How targets in the data set's own units became what a network was trained on, and how its answers become such again.
 *
 * @param lines of each target column; none where targets are not scaled
 */
public record TargetScale(List<Scaling.Line> lines) {

    /** Of targets as they are. */
    public static final TargetScale NONE = new TargetScale(List.of());

    /** @param rows from the first, that are trained on */
    static TargetScale fit(Scaling scaling, Scaling.Table targets, int columns, int rows) {
        return scaling == Scaling.NONE ? NONE : new TargetScale(scaling.fit(targets, columns, rows));
    }

    /** What one unit of each scaled column is in the data set's units; null where targets are not scaled. */
    public float @Nullable [] units() {
        if (lines.isEmpty()) {
            return null;
        }
        float[] units = new float[lines.size()];
        for (int column = 0; column < units.length; column++) {
            units[column] = (float) lines.get(column).divisor();
        }
        return units;
    }

    /** Answers of a network in the data set's units, examples × outputs. */
    public float[][] back(float[][] outputs) {
        if (lines.isEmpty()) {
            return outputs;
        }
        float[][] back = new float[outputs.length][lines.size()];
        for (int row = 0; row < back.length; row++) {
            for (int column = 0; column < lines.size(); column++) {
                back[row][column] = lines.get(column).back(outputs[row][column]);
            }
        }
        return back;
    }
}
