package dev.backflow.experiments;

import dev.backflow.diagnosis.Finding;
import dev.backflow.findings.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What is certain of an experiment's runs before they are trained. */
@Component
public class ForeseenCells {

    /** Each takes some milliseconds, and a rule that objects to a grid objects to most of it. */
    private static final int MOST_CELLS = 50;

    private final Findings findings;

    ForeseenCells(Findings findings) {
        this.findings = findings;
    }

    /**
     * A finding that is certain.
     *
     * @param finding as the first of these cells has it
     * @param cells whose runs have it
     */
    public record Foreseen(Finding finding, List<Integer> cells) {}

    /** Of the first {@value MOST_CELLS} cells, by rule. */
    List<Foreseen> of(Grid grid, int seed) {
        Map<String, Foreseen> foreseen = new LinkedHashMap<>();
        for (Cell cell :
                grid.cells().subList(0, Math.min(MOST_CELLS, grid.cells().size()))) {
            for (Finding finding : findings.foresee(grid.run(cell, seed).spec())) {
                foreseen.computeIfAbsent(finding.rule(), rule -> new Foreseen(finding, new ArrayList<>()))
                        .cells()
                        .add(cell.number());
            }
        }
        return List.copyOf(foreseen.values());
    }
}
