package dev.backflow.api;

import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.storage.RecordedRuns;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The one door to what is recorded of runs: every request that reads a run opens it here, once. Whether the caller may
 * is to be decided here, and nowhere else.
 */
@Component
public class Recordings {

    private final RunService runs;
    private final RecordedRuns recorded;

    Recordings(RunService runs, RecordedRuns recorded) {
        this.runs = runs;
        this.recorded = recorded;
    }

    /**
     * The run as it was when this request first asked.
     *
     * @throws NoSuchRunException if there is none
     */
    public OpenRun open(String id) {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        String key = Recordings.class.getName() + " " + id;
        if (request.getAttribute(key, RequestAttributes.SCOPE_REQUEST) instanceof OpenRun open) {
            return open;
        }
        Run run = runs.get(id);
        OpenRun open =
                new OpenRun(run, recorded.open(id, run.name(), run.description().outline(), run.token()));
        request.setAttribute(key, open, RequestAttributes.SCOPE_REQUEST);
        return open;
    }
}
