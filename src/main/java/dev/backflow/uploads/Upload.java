package dev.backflow.uploads;

import dev.backflow.datasets.CsvFile;
import dev.backflow.spec.SpecWriter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An uploaded data set, never changed. Its file is an {@link UploadFile} of the same id, so that lists need not load
 * it.
 */
@Entity
@Table(name = "dataset")
public class Upload {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Id
    private String id;

    private String name;

    private String owner;

    private Instant createdAt;

    private String sha256;

    private long bytes;

    @JdbcTypeCode(SqlTypes.JSON)
    private String profile;

    protected Upload() {}

    Upload(String name, String owner, CsvFile file, Instant now) {
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null).toString();
        this.name = name;
        this.owner = owner;
        createdAt = now;
        sha256 = file.sha256();
        bytes = file.bytes().length;
        profile = SpecWriter.write(file.profile()).toString();
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** To whom it belongs. */
    public String owner() {
        return owner;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String sha256() {
        return sha256;
    }

    /** How many. */
    public long bytes() {
        return bytes;
    }

    /** JSON of the {@link dev.backflow.datasets.CsvProfile}. */
    public JsonNode profile() {
        return MAPPER.readTree(profile);
    }
}
