package dev.backflow.cures;

import dev.backflow.runs.Limits;
import dev.backflow.runs.RunState;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A search for what cures a run, from the request to the answer. */
@Entity
public class Cure {

    /** How many trainings a search may make. */
    public static final int MOST_TRAININGS = 40;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST = 1000;

    @Id
    private String id;

    private String runId;

    private String owner;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private RunState state;

    @JdbcTypeCode(SqlTypes.JSON)
    private String remedies;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String tried;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable String answer;

    private @Nullable String winner;

    private @Nullable String error;

    private int attempts;

    private Instant requestedAt;

    private @Nullable Instant finishedAt;

    @Version
    private long version;

    protected Cure() {}

    /** A queued search. */
    Cure(String runId, String owner, List<FirstAid> remedies, Instant now) {
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null).toString();
        this.runId = runId;
        this.owner = owner;
        state = RunState.QUEUED;
        this.remedies = MAPPER.writeValueAsString(remedies);
        requestedAt = now;
    }

    /** What was tried so far. */
    record Tried(Map<String, Trial> trials, double seconds) {

        static final Tried NOTHING = new Tried(Map.of(), 0);
    }

    /** A worker takes it; false if workers died of it time and again. */
    boolean begin() {
        state = RunState.RUNNING;
        return ++attempts <= Limits.ATTEMPTS_IN_VAIN;
    }

    /** It goes on later. */
    void pause(Tried soFar) {
        tried = MAPPER.writeValueAsString(soFar);
        attempts = 0;
    }

    void succeed(Tried all, CureAnswer found, @Nullable String cured, Instant now) {
        pause(all);
        answer = MAPPER.writeValueAsString(found);
        winner = cured;
        end(RunState.SUCCEEDED, now);
    }

    void fail(String why, Instant now) {
        error = why.substring(0, Math.min(LONGEST, why.length()));
        end(RunState.FAILED, now);
    }

    private void end(RunState reached, Instant now) {
        state = reached;
        finishedAt = now;
    }

    public String id() {
        return id;
    }

    public String runId() {
        return runId;
    }

    String owner() {
        return owner;
    }

    public RunState state() {
        return state;
    }

    public Instant requestedAt() {
        return requestedAt;
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    List<FirstAid> remedies() {
        return MAPPER.readValue(remedies, new TypeReference<List<FirstAid>>() {});
    }

    Tried tried() {
        return tried == null ? Tried.NOTHING : MAPPER.readValue(tried, Tried.class);
    }

    /** How many trainings were made so far. */
    public int trainings() {
        return tried().trials().size();
    }

    public Optional<CureAnswer> answer() {
        return Optional.ofNullable(answer).map(json -> MAPPER.readValue(json, CureAnswer.class));
    }

    /** The run that was forked with the cure; it may be gone. */
    public Optional<String> winner() {
        return Optional.ofNullable(winner);
    }

    /** Why it failed. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }
}
