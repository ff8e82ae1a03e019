package dev.backflow.cures;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored searches. */
interface CureRepository extends JpaRepository<Cure, String> {

    Optional<Cure> findByRunId(String runId);

    @Query("select count(c) from Cure c where c.owner = :owner and c.state in"
            + " (dev.backflow.runs.RunState.QUEUED, dev.backflow.runs.RunState.RUNNING)")
    long countActive(String owner);

    @Query("select count(c) from Cure c where c.state = dev.backflow.runs.RunState.QUEUED")
    long countQueued();
}
