package dev.backflow.runs;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts runs into slices that a worker takes as a whole: small ones many at a time, so that taking and storing them costs
 * little beside training, but none so long that others wait for it.
 */
final class Slices {

    private static final double LONGEST_SECONDS = 1;
    private static final int MOST_RUNS = 64;
    private static final long MOST_BYTES = 16 << 20;

    private Slices() {}

    /** @param costs one for each of the runs */
    static List<List<String>> of(List<String> runIds, List<RunCost> costs) {
        List<List<String>> slices = new ArrayList<>();
        double seconds = 0;
        long bytes = 0;
        for (int i = 0; i < runIds.size(); i++) {
            seconds += costs.get(i).cpuSeconds();
            bytes += costs.get(i).storedBytes();
            boolean fits = !slices.isEmpty()
                    && seconds <= LONGEST_SECONDS
                    && bytes <= MOST_BYTES
                    && slices.get(slices.size() - 1).size() < MOST_RUNS;
            if (!fits) {
                slices.add(new ArrayList<>());
                seconds = costs.get(i).cpuSeconds();
                bytes = costs.get(i).storedBytes();
            }
            slices.get(slices.size() - 1).add(runIds.get(i));
        }
        return slices;
    }
}
