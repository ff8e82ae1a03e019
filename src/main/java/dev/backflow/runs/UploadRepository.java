package dev.backflow.runs;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored data sets, without their files. */
interface UploadRepository extends JpaRepository<Upload, String> {

    @Query("select u from Upload u order by u.createdAt desc, u.id desc")
    List<Upload> newest(Limit limit);

    @Query("select u from Upload u where u.createdAt < :createdAt or u.createdAt = :createdAt and u.id < :id"
            + " order by u.createdAt desc, u.id desc")
    List<Upload> olderThan(Instant createdAt, String id, Limit limit);
}
