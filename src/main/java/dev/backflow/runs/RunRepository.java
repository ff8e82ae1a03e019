package dev.backflow.runs;

import jakarta.persistence.LockModeType;
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

    long countByDatasetId(String datasetId);

    Optional<Run> findFirstByStateOrderBySubmittedAtDescIdDesc(RunState state);
}
