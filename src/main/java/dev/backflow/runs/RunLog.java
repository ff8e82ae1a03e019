package dev.backflow.runs;

import dev.backflow.runs.RunEvent.RunAccepted;
import dev.backflow.runs.RunEvent.RunEnded;
import dev.backflow.runs.RunEvent.RunStarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the log, in a line each, which runs were accepted, started and ended; as JSON with {@code run_id}. */
@Component
class RunLog {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    @TransactionalEventListener
    void accepted(RunAccepted run) {
        tell(run, "accepted: " + run.summary());
    }

    @TransactionalEventListener
    void started(RunStarted run) {
        tell(
                run,
                "started, attempt %d, %d ms after it was submitted"
                        .formatted(run.attempt(), run.waited().toMillis()));
    }

    @TransactionalEventListener
    void ended(RunEnded run) {
        String took = run.took()
                .map(time -> ", %d ms after it was started".formatted(time.toMillis()))
                .orElse("");
        tell(run, "%s at epoch %d%s".formatted(run.state().wireName(), run.epoch(), took));
    }

    private static void tell(RunEvent run, String what) {
        LOG.atInfo().addKeyValue("run_id", run.runId()).log("Run {} {}", run.runId(), what);
    }
}
