package dev.backflow.access;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.springframework.data.domain.Persistable;

/** A token that was made for someone. Only the hash of its secret is kept. */
@Entity
@Table(name = "access_token")
public class AccessToken implements Persistable<String> {

    @Id
    private String id;

    private String name;

    private String owner;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Role role;

    private String sha256;

    private Instant createdAt;

    private Instant expiresAt;

    protected AccessToken() {}

    AccessToken(String id, TokenRequest request, String sha256, Instant now) {
        this.id = id;
        this.name = request.name();
        this.owner = request.owner();
        this.role = request.role();
        this.sha256 = sha256;
        this.createdAt = now;
        this.expiresAt = now.plus(request.life());
    }

    @Override
    public String getId() {
        return id;
    }

    /** Always, so that storing one under an id that is taken fails. */
    @Override
    public boolean isNew() {
        return true;
    }

    public String name() {
        return name;
    }

    Caller caller() {
        return new Caller(owner, role);
    }

    public String owner() {
        return owner;
    }

    public Role role() {
        return role;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }
}
