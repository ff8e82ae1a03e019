package dev.backflow.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The stored tokens. */
interface AccessTokenRepository extends JpaRepository<AccessToken, String> {

    Optional<AccessToken> findBySha256AndExpiresAtAfter(String sha256, Instant now);

    List<AccessToken> findAllByOrderByCreatedAtAscIdAsc();

    /** How many that were. */
    @Modifying
    @Query("delete from AccessToken t where t.id = :id")
    int remove(String id);

    /** The same, if it has expired. */
    @Modifying
    @Query("delete from AccessToken t where t.id = :id and t.expiresAt <= :now")
    int removeExpired(String id, Instant now);

    boolean existsByRoleAndExpiresAtAfter(Role role, Instant now);
}
