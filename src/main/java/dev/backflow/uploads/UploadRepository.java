package dev.backflow.uploads;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The stored data sets, without their files. */
interface UploadRepository extends JpaRepository<Upload, String> {

    /** The data set, which nobody else can delete until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from Upload u where u.id = :id")
    Optional<Upload> lock(String id);

    /** How many runs were trained on it. */
    @Query(value = "select count(*) from run where dataset_id = :id or validation_dataset_id = :id", nativeQuery = true)
    long countUsers(String id);

    /** @param owner whose; null for all */
    @Query("select u from Upload u where (:owner is null or u.owner = :owner) order by u.createdAt desc, u.id desc")
    List<Upload> newest(@Nullable String owner, Limit limit);

    /** @param owner whose; null for all */
    @Query("select u from Upload u where (:owner is null or u.owner = :owner)"
            + " and (u.createdAt < :createdAt or u.createdAt = :createdAt and u.id < :id)"
            + " order by u.createdAt desc, u.id desc")
    List<Upload> olderThan(@Nullable String owner, Instant createdAt, String id, Limit limit);
}
