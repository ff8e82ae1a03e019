package dev.backflow.runs;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    List<Run> findByState(RunState state);

    /** Those of these data sets that there are, which nobody else can delete until the transaction ends. */
    @Query(value = "select id from dataset where id in (:ids) order by id for update", nativeQuery = true)
    List<String> lockDatasets(Collection<String> ids);

    /** All of these runs that there are, which nobody else can change until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from Run r where r.id in :ids order by r.id")
    List<Run> lock(Collection<String> ids);

    /** What tells the latest attempt of a run from all others. */
    @Query("select r.attempts.token from Run r where r.id = :id")
    Optional<Long> token(String id);

    /** A run that is being trained, and what tells its attempt from all others. */
    record RunToken(String id, long token) {}

    @Query("select new dev.backflow.runs.RunRepository$RunToken(r.id, r.attempts.token) from Run r"
            + " where r.id in :ids and r.state = dev.backflow.runs.RunState.RUNNING")
    List<RunToken> tokens(Collection<String> ids);

    /** Lets nobody else change the runs of an experiment until the transaction ends. */
    @Query(value = "select id from run where experiment_id = :experiment order by id for update", nativeQuery = true)
    List<String> lockExperiment(String experiment);

    /** A run and how often it has changed. */
    record RunVersion(String id, long version) {}

    @Query("select new dev.backflow.runs.RunRepository$RunVersion(r.id, r.version) from Run r where r.id in :ids")
    List<RunVersion> versions(Collection<String> ids);

    /** What tells whether an answer about a run may have changed, and who may have it. */
    record RunTag(String id, long version, RunState state, String owner) {}

    @Query("select new dev.backflow.runs.RunRepository$RunTag(r.id, r.version, r.state, r.owner) from Run r"
            + " where r.id in :ids order by r.id")
    List<RunTag> tags(Collection<String> ids);

    /** Lets nobody else submit anything until the transaction ends. */
    @Query(value = "select id from submission_turn for update", nativeQuery = true)
    int takeTurn();

    long countByState(RunState state);

    /** Those of an experiment that have not ended. */
    @Query("select r.id from Run r where r.membership.experimentId = :experiment and r.state in"
            + " (dev.backflow.runs.RunState.QUEUED, dev.backflow.runs.RunState.RUNNING)")
    List<String> active(String experiment);

    /** A run of an experiment and its place there. */
    record Placed(String id, int cell, int seed, RunState state) {}

    /** In the order of their seeds, and of the cells. */
    @Query("select new dev.backflow.runs.RunRepository$Placed(r.id, r.membership.cell, r.membership.seed, r.state)"
            + " from Run r where r.membership.experimentId = :experiment"
            + " order by r.membership.seed, r.membership.cell")
    List<Placed> placed(String experiment);

    /**
     * The runs of an experiment in one state.
     *
     * @param epochs how many they have trained, of {@code allEpochs}
     * @param versions sum of how often each has changed
     */
    record Tally(
            RunState state,
            long runs,
            long epochs,
            long allEpochs,
            long versions,
            @Nullable Instant started,
            @Nullable Instant finished) {}

    @Query("select new dev.backflow.runs.RunRepository$Tally(r.state, count(r), sum(r.epoch), sum(r.epochs),"
            + " sum(r.version), min(r.startedAt), max(r.finishedAt)) from Run r where r.membership.experimentId = :experiment"
            + " group by r.state")
    List<Tally> tally(String experiment);

    @Query("select count(r) from Run r where r.owner = :owner and r.state in"
            + " (dev.backflow.runs.RunState.QUEUED, dev.backflow.runs.RunState.RUNNING)")
    long countActive(String owner);

    /** What all runs of an owner may store, as estimated. */
    @Query("select coalesce(sum(r.storedBytes), 0) from Run r where r.owner = :owner")
    long storedBytes(String owner);
}
