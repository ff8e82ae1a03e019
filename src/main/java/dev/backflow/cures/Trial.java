package dev.backflow.cures;

import dev.backflow.diagnosis.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one training came to.
 *
 * @param training on the examples that were trained on
 * @param heldOut on those that were not; null where there are too few to tell
 * @param heldOutExamples how many
 * @param findings rules that object, warnings and errors, the worst first
 */
public record Trial(Score training, @Nullable Score heldOut, int heldOutExamples, List<String> findings) {

    boolean isClean() {
        return findings.isEmpty();
    }

    /** How far it came where it counts. */
    double way() {
        return heldOut == null ? training.way() : heldOut.way();
    }

    /** By how much a score on so few held-out examples can be off, about two standard errors of an accuracy. */
    double slack() {
        return heldOut == null ? 0 : 1 / Math.sqrt(heldOutExamples);
    }
}
