package dev.backflow.api.events;

import dev.backflow.api.ExperimentView;
import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.ExperimentProgress;
import dev.backflow.experiments.ExperimentProgress.Ended;
import dev.backflow.experiments.NoSuchExperimentException;
import dev.backflow.experiments.Standing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happens to an experiment: an event for each run that has ended, a status event whenever its progress has changed,
 * and after the last of both the end.
 */
final class ExperimentEvents implements Events {

    /** Runs told in one piece. */
    private static final int AT_ONCE = 50;

    private final Experiment experiment;
    private final ToldRuns told;
    private final ExperimentProgress progress;
    private final JsonMapper mapper;
    private Object endings = "";
    private Object status = "";
    private boolean ended;

    ExperimentEvents(Experiment experiment, ToldRuns told, ExperimentProgress progress, JsonMapper mapper) {
        this.experiment = experiment;
        this.told = told;
        this.progress = progress;
        this.mapper = mapper;
    }

    /** A run that has ended, as clients see it. */
    private record EndedRun(
            String runId,
            int cell,
            int seed,
            String state,
            @Nullable Double value) {}

    @Override
    public byte[] next() {
        StringBuilder events = new StringBuilder();
        try {
            Standing standing =
                    progress.standing(experiment); // before its runs, so that none can be missing at the end
            boolean all = standing.endings().equals(endings) || appendRuns(events);
            if (all) {
                endings = standing.endings();
                appendStatus(events, standing);
                ended = !standing.state().isActive();
            }
        } catch (NoSuchExperimentException e) {
            ended = true;
        }
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether these are all. */
    private boolean appendRuns(StringBuilder events) {
        List<Ended> runs = progress.ended(experiment, told.places(), AT_ONCE);
        for (Ended run : runs) {
            told.add(run.place());
            Object shown =
                    new EndedRun(run.run(), run.cell(), run.seed(), run.state().wireName(), run.value());
            events.append("event: run\nid: ").append(told).append("\ndata: ");
            events.append(mapper.writeValueAsString(shown)).append("\n\n");
        }
        return runs.size() < AT_ONCE;
    }

    /** The time left alone is no news. */
    private void appendStatus(StringBuilder events, Standing standing) {
        Object current = List.of(standing.state(), standing.endings(), standing.progress());
        if (!current.equals(status)) {
            status = current;
            events.append("event: status\ndata: ");
            events.append(mapper.writeValueAsString(ExperimentView.status(experiment, standing)));
            events.append("\n\n");
        }
    }

    @Override
    public boolean haveEnded() {
        return ended;
    }
}
