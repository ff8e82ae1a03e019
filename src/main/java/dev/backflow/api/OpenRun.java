package dev.backflow.api;

import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import dev.backflow.storage.RecordedRun;
import org.jspecify.annotations.Nullable;

/** A run opened for one request, with its recording and, for those few who need it, its spec, which is parsed once. */
public final class OpenRun {

    private final Run run;
    private final RecordedRun recording;
    private @Nullable RunSpec spec;
    private boolean isRead;

    OpenRun(Run run, RecordedRun recording) {
        this.run = run;
        this.recording = recording;
    }

    public Run run() {
        return run;
    }

    public RecordedRun recording() {
        isRead = true;
        return recording;
    }

    /** Whether anybody has asked for its recording. */
    boolean isRead() {
        return isRead;
    }

    RunSpec spec() {
        RunSpec parsed = spec == null ? RunSpecs.of(run) : spec;
        spec = parsed;
        return parsed;
    }

    boolean hasSucceeded() {
        return run.state() == RunState.SUCCEEDED;
    }

    /**
     * @param otherwise what to say of a run that has not
     * @throws RunConflictException unless it has
     */
    void requireSucceeded(String otherwise) {
        if (!hasSucceeded()) {
            throw new RunConflictException(run.id(), "is " + run.state().wireName() + "; " + otherwise);
        }
    }
}
