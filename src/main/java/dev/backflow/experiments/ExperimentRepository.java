package dev.backflow.experiments;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored experiments. */
interface ExperimentRepository extends JpaRepository<Experiment, String>, JpaSpecificationExecutor<Experiment> {

    /** The experiment, which nobody else can delete until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select e from Experiment e where e.id = :id")
    Optional<Experiment> lock(String id);
}
