package dev.backflow.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps what is stored, and knows as lost what the test says. */
final class MemoryJournal implements Journal {

    final List<List<Advance>> stored = new ArrayList<>();
    final Set<String> lost = new HashSet<>();
    int looks;

    /** What happens while something is stored. */
    Consumer<List<Advance>> storing = advances -> {};

    @Override
    public Set<String> append(List<Advance> advances) {
        storing.accept(advances);
        stored.add(advances.stream()
                .filter(advance -> !lost.contains(advance.runId()))
                .toList());
        return new HashSet<>(lost);
    }

    @Override
    public Set<String> lost(Collection<Attempt> attempts) {
        looks++;
        return new HashSet<>(lost);
    }

    List<Advance> all() {
        return stored.stream().flatMap(List::stream).toList();
    }
}
