package dev.backflow.runs;

import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one experiment may cost, judged before any of it runs: {@code backflow.limits.experiment}.
 *
 * @param runs cells × seeds
 * @param storedBytes of all its runs, as estimated
 * @param specBytes of the specs of all its runs, as JSON
 */
public record ExperimentLimits(
        @DefaultValue("5000") long runs,
        @DefaultValue("20000000000") long storedBytes,
        @DefaultValue("20000000") long specBytes) {

    /** @throws RefusedSpecException if so many are too many */
    public void judgeRuns(long cells, long seeds) {
        if (cells > runs / seeds) {
            long asked = cells > Long.MAX_VALUE / seeds ? Long.MAX_VALUE : cells * seeds;
            String detail = "make " + cells + " cells, with " + seeds + " seeds each; cells × seeds must be at most "
                    + runs + " runs";
            refuse("runs", asked, runs, detail);
        }
    }

    /** @throws RefusedSpecException if so much is too much */
    public void judgeSpecs(long bytes) {
        if (bytes > specBytes) {
            String detail = "make specs of " + bytes + " bytes, all runs together; they may have " + specBytes
                    + ": upload data that are written out in the spec, or make fewer runs";
            refuse("spec_bytes", bytes, specBytes, detail);
        }
    }

    /** @throws RefusedSpecException if so much is too much */
    public void judgeStored(long bytes) {
        if (bytes > storedBytes) {
            String detail = "make runs that store about " + bytes + " bytes; all together may store " + storedBytes
                    + ": record less, or make fewer of them";
            refuse("stored_bytes", bytes, storedBytes, detail);
        }
    }

    private static void refuse(String limit, long actual, long maximum, String detail) {
        throw new RefusedSpecException(List.of(
                SpecProblem.exceeding("experiment." + limit, actual, maximum, "/axes", Long.toString(actual), detail)));
    }
}
