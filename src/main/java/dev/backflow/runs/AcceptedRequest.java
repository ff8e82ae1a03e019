package dev.backflow.runs;

import dev.backflow.datasets.Csv;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** What was asked for, under which id. All but name and labels is final. */
@MappedSuperclass
abstract class AcceptedRequest implements Persistable<String> {

    @Id
    private String id;

    private String name;

    private String owner;

    private long storedBytes;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "run_label", joinColumns = @JoinColumn(name = "run_id"))
    @MapKeyColumn(name = "label_key")
    @Column(name = "label_value")
    @BatchSize(size = 100)
    private Map<String, String> labels;

    @JdbcTypeCode(SqlTypes.JSON)
    private String spec;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String description;

    /** The same, once it has been read. */
    @Transient
    private @Nullable RunDescription described;

    private @Nullable String datasetId;

    private @Nullable String validationDatasetId;

    private int epochs;

    private int firstEpoch;

    private @Nullable String forkedFrom;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Priority priority;

    private Instant submittedAt;

    @Version
    private long version;

    /** Inserted without looking for it first. */
    @Transient
    private boolean made;

    protected AcceptedRequest() {}

    /** Ids grow with time, so that runs of the same instant keep their order. */
    AcceptedRequest(RunRequest request, String owner, Instant now) {
        made = true;
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null).toString();
        name = request.name();
        this.owner = owner;
        storedBytes = RunCost.of(request.spec()).storedBytes();
        labels = new TreeMap<>(request.labels());
        spec = SpecWriter.write(request.spec()).toString();
        describe(RunDescription.of(request.spec(), 0));
        datasetId = request.spec().dataset() instanceof Csv csv ? csv.dataset() : null;
        validationDatasetId = request.spec().validation() instanceof Csv csv ? csv.dataset() : null;
        priority = request.priority();
        epochs = request.spec().training().epochs();
        submittedAt = now;
    }

    /** Begins at an epoch of another run. */
    void fork(String run, int atEpoch) {
        forkedFrom = run;
        firstEpoch = atEpoch;
        describe(description().from(atEpoch));
    }

    private void describe(RunDescription said) {
        described = said;
        description = SpecWriter.write(said).toString();
    }

    void rename(String name, Map<String, String> labels) {
        this.name = name;
        this.labels.keySet().retainAll(labels.keySet());
        this.labels.putAll(labels);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return made;
    }

    @PostPersist
    void isStored() {
        made = false;
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

    /** What it may store, as estimated. */
    long storedBytes() {
        return storedBytes;
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** JSON, with every default filled in. */
    public String spec() {
        return spec;
    }

    /** What readers have to know of the spec. */
    public RunDescription description() {
        if (described == null) {
            described = description == null
                    ? RunSpecs.description(spec, firstEpoch)
                    : SpecReader.read(RunSpecs.tree(description), RunDescription.class);
        }
        return described;
    }

    /** The uploaded data set that it trains on. */
    public Optional<String> datasetId() {
        return Optional.ofNullable(datasetId);
    }

    /** The uploaded data set that it is validated on. */
    public Optional<String> validationDatasetId() {
        return Optional.ofNullable(validationDatasetId);
    }

    public int epochs() {
        return epochs;
    }

    /** The epoch it begins with: not 0 in a run forked from an epoch of another. */
    public int firstEpoch() {
        return firstEpoch;
    }

    /** The run it was forked from, which may be gone. */
    public Optional<String> forkedFrom() {
        return Optional.ofNullable(forkedFrom);
    }

    public Priority priority() {
        return priority;
    }

    public Instant submittedAt() {
        return submittedAt;
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }
}
