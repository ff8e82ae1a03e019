package dev.backflow.runs;

import dev.backflow.access.Caller;
import dev.backflow.spec.RefusedSpecException;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whether more may wait for workers, in all and of one owner. Calls join the transaction of the caller; until it ends,
 * whoever asks too waits, or two could be given the same room.
 */
@Component
public class Room {

    private final RunRepository runs;
    private final Limits limits;

    Room(RunRepository runs, Limits limits) {
        this.runs = runs;
        this.limits = limits;
    }

    /** Refuses runs for which there is no room, in the queue or in what their owner may store. */
    void require(String owner, List<Run> more) {
        requireWaiting(owner, more.size(), more.size());
        requireStored(owner, more.stream().mapToLong(Run::storedBytes).sum());
    }

    /**
     * Refuses what is to wait with the runs where no more may.
     *
     * @param waiting what waits besides the runs that do, the new one included
     * @param ofOwner what the owner has there besides such runs, the new one included
     * @throws QueueFullException if there is no room
     * @throws OwnerLimitException if the owner has too many
     */
    public void requireWaiting(String owner, int waiting, long ofOwner) {
        runs.takeTurn();
        long queued = runs.countByState(RunState.QUEUED);
        if (queued + waiting > limits.queue()) {
            throw new QueueFullException(queued, waiting, limits.queue());
        }
        if (!owner.equals(Caller.LOCAL.owner())) {
            limits.owner().judgeActive(runs.countActive(owner) + ofOwner);
        }
    }

    private void requireStored(String owner, long bytes) {
        if (!owner.equals(Caller.LOCAL.owner())) {
            limits.owner().judgeStored(runs.storedBytes(owner) + bytes);
        }
    }

    /** Whether this owner may have such a run trained here now. */
    boolean has(String owner, RunSpec spec) {
        try {
            limits.run().judge("", spec);
            requireWaiting(owner, 1, 1);
            requireStored(owner, RunCost.of(spec).storedBytes());
            return true;
        } catch (RefusedSpecException | LimitException e) {
            return false;
        }
    }
}
