package dev.backflow.api.events;

import dev.backflow.api.RunView;
import dev.backflow.exports.EpochReader;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.storage.RecordedRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happens to a run, in the order of its epochs, read from the database a piece at a time: events for the epochs
 * after the last one told, a status event whenever the status has changed, and after the last of both the end.
 */
final class RunEvents implements Events {

    /** Epochs looked at in one piece. */
    private static final int SPAN = 512;

    private final RecordedRun recording;
    private final RunService runs;
    private final JsonMapper mapper;
    private int told;
    private String status = "";
    private boolean ended;

    RunEvents(RecordedRun recording, int after, RunService runs, JsonMapper mapper) {
        this.recording = recording;
        this.told = after;
        this.runs = runs;
        this.mapper = mapper;
    }

    @Override
    public byte[] next() {
        StringBuilder events = new StringBuilder();
        try {
            Run run = runs.again(recording.id()); // before its numbers, so that none can be missing once it has ended
            boolean behind = true;
            while (events.isEmpty() && behind) {
                behind = append(events, run.epoch());
            }
            if (!behind) {
                appendStatus(events, run);
            }
        } catch (NoSuchRunException e) {
            ended = true;
        }
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether there may be more up to {@code last}. */
    private boolean append(StringBuilder events, int last) {
        List<Map<String, @Nullable Object>> epochs = EpochReader.after(recording, told, SPAN);
        for (Map<String, @Nullable Object> epoch : epochs) {
            told = (Integer) Objects.requireNonNull(epoch.get("epoch"));
            events.append("event: epoch\nid: ").append(told).append("\ndata: ");
            events.append(mapper.writeValueAsString(epoch)).append("\n\n");
        }
        if (epochs.isEmpty() && told + SPAN < last) {
            told += SPAN; // nothing is recorded there
            return true;
        }
        return !epochs.isEmpty();
    }

    private void appendStatus(StringBuilder events, Run run) {
        String current = mapper.writeValueAsString(RunView.status(run));
        if (!current.equals(status)) {
            status = current;
            events.append("event: status\ndata: ").append(current).append("\n\n");
        }
        ended = !run.state().isActive();
    }

    @Override
    public boolean haveEnded() {
        return ended;
    }
}
