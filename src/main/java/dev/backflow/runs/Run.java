package dev.backflow.runs;

import dev.backflow.datasets.Csv;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;

/**
 * One training of one network on one data set, from the request to its end. All changes of state go through its methods:
 * queued → running → succeeded, failed or cancelled; from running back to queued when its worker was stopped, and from
 * running to running, as a new attempt, when its worker died.
 */
@Entity
@Table(name = "run")
public class Run {

    @Id
    private String id;

    private String name;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "run_label", joinColumns = @JoinColumn(name = "run_id"))
    @MapKeyColumn(name = "label_key")
    @Column(name = "label_value")
    @BatchSize(size = 100)
    private Map<String, String> labels;

    @JdbcTypeCode(SqlTypes.JSON)
    private String spec;

    private String datasetId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private RunState state;

    private int epoch;

    private int epochs;

    private int firstEpoch;

    private String forkedFrom;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Priority priority;

    @Embedded
    private Attempts attempts = new Attempts();

    private Instant submittedAt;

    private Instant startedAt;

    private Instant finishedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private String error;

    @JdbcTypeCode(SqlTypes.JSON)
    private String result;

    @JdbcTypeCode(SqlTypes.JSON)
    private String reproduction;

    @Version
    private long version;

    protected Run() {}

    /** A queued run. Ids grow with time, so that runs of the same instant keep their order. */
    Run(RunRequest request, Instant now) {
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null).toString();
        name = request.name();
        labels = new TreeMap<>(request.labels());
        spec = SpecWriter.write(request.spec()).toString();
        datasetId = request.spec().dataset() instanceof Csv csv ? csv.dataset() : null;
        state = RunState.QUEUED;
        priority = request.priority();
        epochs = request.spec().training().epochs();
        submittedAt = now;
    }

    /** Begins at an epoch of another run. */
    void fork(String run, int atEpoch) {
        forkedFrom = run;
        firstEpoch = atEpoch;
        epoch = atEpoch;
    }

    /**
     * A worker takes the run.
     *
     * @param reproduction JSON: on what it is trained
     * @return what tells this attempt from all others
     */
    public long start(Instant now, String reproduction) {
        require(state.isActive(), "started");
        state = RunState.RUNNING;
        attempts.begin();
        startedAt = startedAt == null ? now : startedAt;
        this.reproduction = reproduction;
        return attempts.token();
    }

    /** Whether it was begun several times in vain; it must not be started again. */
    public boolean isCrashLoop() {
        return state == RunState.RUNNING && attempts.areInVain();
    }

    /** Whether the worker that was given this token still has the run; if not it must write nothing. */
    public boolean isRunning(long token) {
        return state == RunState.RUNNING && attempts.token() == token;
    }

    /**
     * Numbers up to an epoch are stored.
     *
     * @param trainedMillis how long the run has been trained until then
     */
    public void reached(int epoch, long trainedMillis) {
        require(state == RunState.RUNNING, "advanced");
        this.epoch = epoch;
        attempts.gotFurther(trainedMillis);
    }

    /** Nothing of it is stored any more. */
    public void restart() {
        epoch = firstEpoch;
    }

    void rename(String name, Map<String, String> labels) {
        this.name = name;
        this.labels.keySet().retainAll(labels.keySet());
        this.labels.putAll(labels);
    }

    /** @param result JSON: loss and metrics at the end */
    public void succeed(Instant now, String result) {
        end(RunState.SUCCEEDED, now);
        this.result = result;
    }

    /** @param error JSON: what went wrong */
    public void fail(Instant now, String error) {
        end(RunState.FAILED, now);
        this.error = error;
    }

    /** The worker was stopped before the end; the attempt does not count. */
    public void putBack() {
        require(state == RunState.RUNNING, "put back");
        state = RunState.QUEUED;
        attempts.takeBack();
    }

    void cancel(Instant now) {
        if (state == RunState.CANCELLED) {
            return;
        }
        if (!state.isActive()) {
            throw new RunConflictException(
                    id, "is " + state.wireName() + " already; only a queued or running run can be cancelled");
        }
        state = RunState.CANCELLED;
        finishedAt = now;
    }

    private void end(RunState end, Instant now) {
        require(state.isActive(), end.wireName());
        state = end;
        finishedAt = now;
    }

    private void require(boolean holds, String event) {
        if (!holds) {
            throw new IllegalStateException("Run " + id + " is " + state.wireName() + " and cannot be " + event);
        }
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** JSON, with every default filled in. */
    public String spec() {
        return spec;
    }

    /** The uploaded data set that it trains on. */
    public Optional<String> datasetId() {
        return Optional.ofNullable(datasetId);
    }

    public RunState state() {
        return state;
    }

    /** The last epoch whose numbers are stored. */
    public int epoch() {
        return epoch;
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

    public int attempt() {
        return attempts.attempt();
    }

    /** How long it took to train what is stored, in all attempts together. */
    public long trainingMillis() {
        return attempts.trainingMillis();
    }

    public Instant submittedAt() {
        return submittedAt;
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** JSON: what went wrong in a failed run. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** JSON: loss and metrics of a succeeded run. */
    public Optional<String> result() {
        return Optional.ofNullable(result);
    }

    /** JSON: on what it was trained. */
    public Optional<String> reproduction() {
        return Optional.ofNullable(reproduction);
    }

    /** Grows with every change. */
    public long version() {
        return version;
    }
}
