package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.WireNames;

/**
 * How the columns of a data set are scaled before a network sees them; fitted to the rows that are trained on, applied
 * to all.
 *
 * @param scaling of features that are numbers
 * @param targetScaling of targets that are numbers, not classes. The loss is that of scaled targets, since it is what is
 *     trained on; predictions and metrics are in the data set's own units
 */
public record ColumnScaling(
        @Default("none") Scaling scaling, @Default("none") Scaling targetScaling) {

    static final ColumnScaling NONE = new ColumnScaling(Scaling.NONE, Scaling.NONE);

    /** Whether all columns are as they are. */
    public boolean isNone() {
        return equals(NONE);
    }

    public boolean scalesTargets() {
        return targetScaling != Scaling.NONE;
    }

    /** Refuses to scale targets that are classes. */
    void ofClasses() {
        Check.require(
                !scalesTargets(),
                "target_scaling",
                WireNames.of(targetScaling),
                "must be none: the targets are classes, and only numbers are scaled; scaling is for the features");
    }
}
