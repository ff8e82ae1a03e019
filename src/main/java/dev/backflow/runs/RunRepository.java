package dev.backflow.runs;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored runs. */
public interface RunRepository extends JpaRepository<Run, String>, JpaSpecificationExecutor<Run> {

    /** The run, which nobody else can change until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id = :id")
    Optional<Run> lock(String id);

    /** All of these runs that there are, which nobody else can change until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id in :ids order by r.id")
    List<Run> lock(Collection<String> ids);

    /** A run that is being trained, and what tells its attempt from all others. */
    record RunToken(String id, long token) {}

    @Query("select new dev.backflow.runs.RunRepository$RunToken(r.id, r.attempts.token) from Run r"
            + " where r.id in :ids and r.state = dev.backflow.runs.RunState.RUNNING")
    List<RunToken> tokens(Collection<String> ids);

    /** A run and how often it has changed. */
    record RunVersion(String id, long version) {}

    @Query("select new dev.backflow.runs.RunRepository$RunVersion(r.id, r.version) from Run r where r.id in :ids")
    List<RunVersion> versions(Collection<String> ids);

    long countByState(RunState state);

    @Query("select count(r) from Run r where r.owner = :owner and r.state in"
            + " (dev.backflow.runs.RunState.QUEUED, dev.backflow.runs.RunState.RUNNING)")
    long countActive(String owner);

    /** What all runs of an owner may store, as estimated. */
    @Query("select coalesce(sum(r.storedBytes), 0) from Run r where r.owner = :owner")
    long storedBytes(String owner);
}
