package dev.backflow.execution;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where what was trained is stored, and where it is known whose a run is. */
interface Journal {

    /**
     * Stores how far runs have come, all or nothing.
     *
     * @return the ids of those that are no longer their attempt's, of which nothing was stored
     * @throws InterruptedException if the node shuts down before that is possible
     */
    Set<String> append(List<Advance> advances) throws InterruptedException;

    /**
     * The ids of those runs that are no longer their attempt's: cancelled, deleted or taken over.
     *
     * @throws InterruptedException if the node shuts down before that can be known
     */
    Set<String> lost(Collection<Attempt> attempts) throws InterruptedException;
}
