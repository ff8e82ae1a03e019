package dev.backflow.api;

import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.storage.RecordedRuns;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The one door to what is recorded of runs: every request that reads a run opens it here, once. Whether the caller may
 * is to be decided here, and nowhere else.
 */
@Component
public class Recordings {

    private static final String OPENED = Recordings.class.getName() + " ";

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
        String key = OPENED + id;
        if (request.getAttribute(key, RequestAttributes.SCOPE_REQUEST) instanceof OpenRun open) {
            return open;
        }
        Run run = runs.get(id);
        OpenRun open =
                new OpenRun(run, recorded.open(id, run.name(), run.description().outline(), run.token()));
        request.setAttribute(key, open, RequestAttributes.SCOPE_REQUEST);
        return open;
    }

    /**
     * What was read of runs.
     *
     * @throws NoSuchRunException if one was deleted meanwhile, so that it may lack something
     * @throws BegunAnewException if one was begun anew meanwhile
     */
    <T> T whole(T read) {
        lost().ifPresent(lost -> {
            throw lost;
        });
        return read;
    }

    /**
     * Why what this request has read of its runs may lack something: one was deleted meanwhile, or another worker has
     * begun it anew. Empty if neither is so.
     */
    Optional<RuntimeException> lost() {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        return Stream.of(request.getAttributeNames(RequestAttributes.SCOPE_REQUEST))
                .filter(name -> name.startsWith(OPENED))
                .map(name -> open(name.substring(OPENED.length())))
                .filter(OpenRun::isRead)
                .flatMap(open -> lost(open.run()).stream())
                .findFirst();
    }

    private Optional<RuntimeException> lost(Run opened) {
        Optional<Long> token = runs.token(opened.id());
        if (token.isEmpty()) {
            return Optional.of(new NoSuchRunException(opened.id()));
        }
        boolean hadAny = opened.epoch() > opened.firstEpoch(); // or the start took nothing back
        return hadAny && token.get() != opened.token()
                ? Optional.of(new BegunAnewException(opened.id()))
                : Optional.empty();
    }
}
