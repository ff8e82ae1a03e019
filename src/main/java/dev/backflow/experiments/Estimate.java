package dev.backflow.experiments;

import dev.backflow.experiments.statistics.Judgement;
import dev.backflow.runs.RunCost;
import dev.backflow.runs.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an experiment costs, before it runs.
 *
 * @param cells combinations of the axes' values
 * @param runs cells × seeds
 * @param cpuSeconds of training, about: machines differ by a factor of three
 * @param storedBytes in the database when all have ended, as estimated
 * @param warnings what the experiment will not be able to tell
 */
public record Estimate(int cells, int runs, double cpuSeconds, long storedBytes, List<String> warnings) {

    /** @param judging refuses a spec that may not be trained here */
    static Estimate of(ExperimentRequest request, Grid grid, Consumer<RunSpec> judging) {
        int seeds = request.seeds().count();
        double seconds = 0;
        long bytes = 0;
        for (Cell cell : grid.cells()) {
            RunSpec spec = grid.run(cell, request.seeds().first()).spec();
            judging.accept(spec);
            RunCost cost = RunCost.of(spec);
            seconds += seeds * cost.cpuSeconds();
            bytes += seeds * cost.storedBytes();
        }
        int cells = grid.cells().size();
        return new Estimate(cells, cells * seeds, seconds, bytes, warnings(cells, seeds));
    }

    private static List<String> warnings(int cells, int seeds) {
        List<String> warnings = new ArrayList<>();
        int pairs = cells * (cells - 1) / 2;
        int needed = Judgement.pairsNeeded(pairs);
        if (cells > 1 && seeds < needed) {
            warnings.add(seeds + " seeds are too few to tell " + cells + " cells apart: with " + pairs
                    + (pairs == 1 ? " comparison" : " comparisons") + " no verdict is possible below " + needed
                    + " seeds.");
        }
        return warnings;
    }
}
