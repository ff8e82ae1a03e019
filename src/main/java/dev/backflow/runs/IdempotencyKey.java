package dev.backflow.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Persistable;

/** What a client called a request, and the runs that it made. */
@Entity
@Table(name = "idempotency_key")
class IdempotencyKey implements Persistable<String> {

    @Id
    private String name;

    private String fingerprint;

    /** Of one request, with a space between them. */
    private String runIds;

    private Instant createdAt;

    protected IdempotencyKey() {}

    IdempotencyKey(String name, String fingerprint, List<String> runIds, Instant createdAt) {
        this.name = name;
        this.fingerprint = fingerprint;
        this.runIds = String.join(" ", runIds);
        this.createdAt = createdAt;
    }

    @Override
    public String getId() {
        return name;
    }

    /** Always, so that storing one that is there already fails. */
    @Override
    public boolean isNew() {
        return true;
    }

    boolean isOf(String otherFingerprint) {
        return fingerprint.equals(otherFingerprint);
    }

    List<String> runIds() {
        return List.of(runIds.split(" "));
    }
}
