package dev.backflow.cures;

import dev.backflow.cures.Cure.Tried;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunForks;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What a worker reads and writes of a search. Every method is one transaction. */
@Component
@Transactional
class CureJournal {

    private static final Set<RunState> ACTIVE = EnumSet.of(RunState.QUEUED, RunState.RUNNING);

    private final CureRepository cures;
    private final RunRepository runs;
    private final RunForks forks;
    private final Clock clock;

    CureJournal(CureRepository cures, RunRepository runs, RunForks forks, Clock clock) {
        this.cures = cures;
        this.runs = runs;
        this.forks = forks;
        this.clock = clock;
    }

    /** A search that goes on. */
    record Begun(RunSpec spec, List<FirstAid> remedies, Tried tried) {}

    /** Takes a search; empty if it is gone or has ended. */
    Optional<Begun> begin(String id) {
        Optional<Cure> found = active(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Cure cure = found.get();
        if (!cure.begin()) {
            cure.fail("The search ended its worker time and again.", clock.instant());
            return Optional.empty();
        }
        Run run = runs.findById(cure.runId()).orElseThrow();
        return Optional.of(new Begun(RunSpecs.of(run), cure.remedies(), cure.tried()));
    }

    /** One that another worker has ended meanwhile stays as it is. */
    private Optional<Cure> active(String id) {
        return cures.lock(id).filter(cure -> cure.state().isActive());
    }

    boolean isWanted(String id) {
        return cures.existsByIdAndStateIn(id, ACTIVE);
    }

    void pause(String id, Tried soFar) {
        active(id).ifPresent(cure -> cure.pause(soFar));
    }

    /** With a fork of the run that has the cure, where there is room for it. */
    void end(String id, Tried all, CureAnswer answer) {
        active(id)
                .ifPresent(cure ->
                        cure.succeed(all, answer, winner(cure, answer.patch(), answer.title()), clock.instant()));
    }

    private @Nullable String winner(Cure cure, @Nullable JsonNode patch, @Nullable String title) {
        return patch == null || title == null
                ? null
                : runs.findById(cure.runId())
                        .flatMap(run -> forks.cured(run, patch, title))
                        .map(Run::id)
                        .orElse(null);
    }

    void fail(String id, String why) {
        active(id).ifPresent(cure -> cure.fail(why, clock.instant()));
    }
}
