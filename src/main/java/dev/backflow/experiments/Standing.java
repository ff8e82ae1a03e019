package dev.backflow.experiments;

import dev.backflow.runs.RunRepository.Tally;
import dev.backflow.runs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where an experiment is, told by its runs. */
public final class Standing {

    private final Map<RunState, Tally> tallies = new EnumMap<>(RunState.class);
    private final Instant now;

    Standing(List<Tally> tallies, Instant now) {
        tallies.forEach(tally -> this.tallies.put(tally.state(), tally));
        this.now = now;
    }

    /** How many runs are in a state. */
    public long runs(RunState state) {
        Tally tally = tallies.get(state);
        return tally == null ? 0 : tally.runs();
    }

    /** How many runs have ended in each way, and when the last of them did; equal as long as no other has ended. */
    public List<Tally> endings() {
        return tallies.values().stream()
                .filter(tally -> !tally.state().isActive())
                .toList();
    }

    /** Differs from all earlier ones as soon as a run has changed, or is gone. */
    public String version() {
        long runs = tallies.values().stream().mapToLong(Tally::runs).sum();
        return runs + "-" + tallies.values().stream().mapToLong(Tally::versions).sum();
    }

    /** How many runs need not be waited for any more. */
    public long ended() {
        return tallies.values().stream().mapToLong(Tally::runs).sum() - active();
    }

    private long active() {
        return runs(RunState.QUEUED) + runs(RunState.RUNNING);
    }

    /** Queued until a run has begun, running until all have ended; then succeeded if one has and none was cancelled. */
    public RunState state() {
        if (active() > 0) {
            return startedAt().isEmpty() ? RunState.QUEUED : RunState.RUNNING;
        }
        if (runs(RunState.CANCELLED) > 0) {
            return RunState.CANCELLED;
        }
        return runs(RunState.SUCCEEDED) > 0 ? RunState.SUCCEEDED : RunState.FAILED;
    }

    /** Share of all epochs that are trained, or need not be any more. */
    public double progress() {
        double done = 0;
        double all = 0;
        for (Tally tally : tallies.values()) {
            done += tally.state().isActive() ? tally.epochs() : tally.allEpochs();
            all += tally.allEpochs();
        }
        return all == 0 ? active() == 0 ? 1 : 0 : done / all;
    }

    public Optional<Instant> startedAt() {
        return times(tallies.values().stream().map(Tally::started)).min(Instant::compareTo);
    }

    /** When the last run ended; empty as long as one is active. */
    public Optional<Instant> finishedAt() {
        return active() > 0
                ? Optional.empty()
                : times(tallies.values().stream().map(Tally::finished)).max(Instant::compareTo);
    }

    private static Stream<Instant> times(Stream<Instant> times) {
        return times.filter(Objects::nonNull);
    }

    /** How long it takes at the speed so far; empty as long as that is not known, and when it is over. */
    public Optional<Double> secondsLeft() {
        double progress = progress();
        return active() == 0 || progress <= 0
                ? Optional.empty()
                : startedAt()
                        .map(start -> Duration.between(start, now).toMillis() / 1000.0 * (1 - progress) / progress);
    }
}
