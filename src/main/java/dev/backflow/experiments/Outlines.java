package dev.backflow.experiments;

import dev.backflow.recording.Outline;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What runs record, cell by cell: all runs of a cell record the same. */
final class Outlines {

    private final Map<Integer, Outline> ofCells = new HashMap<>();

    Outlines(List<Placed> placed, RunRepository runs) {
        Map<Integer, String> firsts = new HashMap<>();
        placed.forEach(run -> firsts.putIfAbsent(run.cell(), run.id()));
        Map<String, Outline> read = new HashMap<>();
        runs.findAllById(firsts.values())
                .forEach(run -> read.put(run.id(), run.description().outline()));
        firsts.forEach((cell, id) -> ofCells.put(cell, read.get(id)));
    }

    /** Of a cell that has a run. */
    Outline of(int cell) {
        return Objects.requireNonNull(ofCells.get(cell));
    }

    Iterable<Outline> all() {
        return new TreeMap<>(ofCells).values();
    }
}
