package dev.backflow.experiments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one run.
 *
 * @param answer to the experiment's question; NaN if it is not finite
 * @param untrainedGain log10 of RMS(δ of the first layer) / RMS(δ of the last) of the untrained network; null where it
 *     is not recorded or 0
 * @param trainedGain the same at the last epoch
 * @param findings names of the rules that object; none if they were not asked
 */
record Outcome(
        String run,
        int cell,
        int seed,
        double answer,
        @Nullable Double untrainedGain,
        @Nullable Double trainedGain,
        List<String> findings) {}
