package dev.backflow.runs;

import dev.backflow.runs.RunEvent.RunAccepted;
import dev.backflow.runs.RunEvent.RunChanged;
import dev.backflow.runs.RunEvent.RunEnded;
import dev.backflow.runs.RunEvent.RunReleased;
import dev.backflow.runs.RunEvent.RunStarted;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;

/**
 * One training of one network on one data set, from the request to its end. All changes of state go through its
 * methods: queued → running → succeeded, failed or cancelled; from running back to queued when its worker was stopped,
 * and from running to running, as a new attempt, when its worker died.
 */
@Entity
@Table(name = "run")
public class Run extends AcceptedRequest {

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private RunState state;

    private int epoch;

    private boolean pinned;

    private @Nullable String notes;

    @Embedded
    private @Nullable Membership membership;

    @Embedded
    private Attempts attempts = new Attempts();

    private @Nullable Instant startedAt;

    private @Nullable Instant finishedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String error;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String result;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String reproduction;

    @Transient
    private final List<RunEvent> events = new ArrayList<>();

    protected Run() {}

    /** A queued run. */
    Run(RunRequest request, String owner, Instant now) {
        super(request, owner, now);
        state = RunState.QUEUED;
        events.add(new RunAccepted(id(), description().summary()));
    }

    @Override
    void fork(String run, int atEpoch) {
        super.fork(run, atEpoch);
        epoch = atEpoch;
    }

    void join(Membership place) {
        membership = place;
    }

    /** The experiment that it belongs to, and its place there. */
    public Optional<Membership> membership() {
        return Optional.ofNullable(membership);
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
        events.add(new RunStarted(id(), attempts.attempt(), Duration.between(submittedAt(), now)));
        return attempts.token();
    }

    /** Whether it was begun several times in vain; it must not be started again. */
    public boolean isCrashLoop() {
        return state == RunState.RUNNING && attempts.areInVain();
    }

    /** Whether its last worker died before it got any further. */
    public boolean isSuspect() {
        return state == RunState.RUNNING && attempts.isUnproductive();
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
        attempts.trained(trainedMillis);
        events.add(new RunChanged(id()));
    }

    /** A checkpoint is stored: another attempt will begin there. */
    public void gotFurther() {
        attempts.gotFurther();
    }

    /** Numbers after this epoch are not stored any more. */
    public void goBack(int epoch) {
        this.epoch = Math.max(firstEpoch(), epoch);
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
        events.add(new RunReleased(id()));
    }

    void cancel(Instant now) {
        if (state == RunState.CANCELLED) {
            return;
        }
        if (!state.isActive()) {
            throw new RunConflictException(
                    id(), "is " + state.wireName() + " already; only a queued or running run can be cancelled");
        }
        end(RunState.CANCELLED, now);
    }

    private void end(RunState end, Instant now) {
        require(state.isActive(), end.wireName());
        state = end;
        finishedAt = now;
        events.clear(); // what led to the end is no news any more
        events.add(new RunEnded(id(), end, epoch, startedAt().map(start -> Duration.between(start, now))));
    }

    @Override
    void rename(String name, Map<String, String> labels) {
        super.rename(name, labels);
        events.add(new RunChanged(id()));
    }

    void note(@Nullable String notes) {
        this.notes = notes;
    }

    /** What people want to remember of it. */
    public Optional<String> notes() {
        return Optional.ofNullable(notes);
    }

    void pin(boolean pinned) {
        this.pinned = pinned;
    }

    /** Whether it is kept however old it becomes. */
    public boolean isPinned() {
        return pinned;
    }

    void delete() {
        if (state.isActive()) {
            throw new RunConflictException(id(), "is " + state.wireName() + "; cancel it first");
        }
        events.add(new RunChanged(id()));
    }

    /** Published when the transaction is committed, if the repository saves or deletes the run. */
    @DomainEvents
    List<RunEvent> events() {
        return List.copyOf(events);
    }

    @AfterDomainEventPublication
    void arePublished() {
        events.clear();
    }

    private void require(boolean holds, String event) {
        if (!holds) {
            throw new IllegalStateException("Run " + id() + " is " + state.wireName() + " and cannot be " + event);
        }
    }

    public RunState state() {
        return state;
    }

    /** The last epoch whose numbers are stored. */
    public int epoch() {
        return epoch;
    }

    public int attempt() {
        return attempts.attempt();
    }

    /** Of the latest start: only a start takes back what was recorded. */
    public long token() {
        return attempts.token();
    }

    /** How long it took to train what is stored, in all attempts together. */
    public long trainingMillis() {
        return attempts.trainingMillis();
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
}
