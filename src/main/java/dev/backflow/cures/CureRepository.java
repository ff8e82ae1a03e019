package dev.backflow.cures;

import dev.backflow.runs.RunState;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored searches. */
interface CureRepository extends JpaRepository<Cure, String> {

    Optional<Cure> findByRunId(String runId);

    boolean existsByIdAndStateIn(String id, Collection<RunState> states);

    /** The search, which nobody else can change until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Cure c where c.id = :id")
    Optional<Cure> lock(String id);

    /** The search for this run, which nobody else can change until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Cure c where c.runId = :runId")
    Optional<Cure> lockOfRun(String runId);

    @Query("select count(c) from Cure c where c.owner = :owner and c.state in"
            + " (dev.backflow.runs.RunState.QUEUED, dev.backflow.runs.RunState.RUNNING)")
    long countActive(String owner);

    @Query("select count(c) from Cure c where c.state = dev.backflow.runs.RunState.QUEUED")
    long countQueued();
}
