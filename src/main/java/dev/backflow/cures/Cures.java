package dev.backflow.cures;

import dev.backflow.diagnosis.Finding;
import dev.backflow.diagnosis.Remedy;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.findings.Findings;
import dev.backflow.recording.Measurements;
import dev.backflow.runs.NoSuchRunException;
import dev.backflow.runs.Room;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunConflictException;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What users do with searches for cures, of runs that they see. Every method changes things in one transaction. */
@Service
@Transactional
public class Cures {

    private final CureRepository cures;
    private final RunRepository runs;
    private final CureQueue queue;
    private final Room room;
    private final Findings findings;
    private final JsonMapper mapper;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Cures(
            CureRepository cures,
            RunRepository runs,
            CureQueue queue,
            Room room,
            Findings findings,
            JsonMapper mapper,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.cures = cures;
        this.runs = runs;
        this.queue = queue;
        this.room = room;
        this.findings = findings;
        this.mapper = mapper;
        transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Queues a search for what cures a run; where there is one already that has not failed, that one is given.
     *
     * @throws RunConflictException if the run has not ended
     * @throws NoSuchRunException if it was deleted meanwhile
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Cure request(Run run, RunSpec spec, Measurements measured) {
        if (run.state().isActive()) {
            throw new RunConflictException(
                    run.id(), "is " + run.state().wireName() + "; what cures it is sought once it has ended");
        }
        Optional<Cure> known = of(run).filter(cure -> cure.state() != RunState.FAILED);
        if (known.isPresent()) {
            return known.get();
        }
        List<FirstAid> remedies = remedies(run, spec, measured); // which may take seconds, so before the run is held
        return transaction.execute(status -> requested(run, remedies));
    }

    private Cure requested(Run run, List<FirstAid> remedies) {
        Optional<Cure> known = locked(run);
        if (known.filter(cure -> cure.state() != RunState.FAILED).isPresent()) {
            return known.get();
        }
        known.ifPresent(failed -> {
            cures.delete(failed);
            cures.flush();
        });
        room.requireWaiting(run.owner(), 1 + (int) cures.countQueued(), 1 + cures.countActive(run.owner()));
        Cure cure = cures.saveAndFlush(new Cure(run.id(), run.owner(), remedies, clock.instant()));
        queue.enqueueCure(cure.id());
        return cure;
    }

    private List<FirstAid> remedies(Run run, RunSpec spec, Measurements measured) {
        return findings.diagnosis(run, spec, measured, RulePack.BACKFLOW).items().stream()
                .filter(finding -> !finding.remedies().isEmpty())
                .limit(Laboratory.MOST_REMEDIES)
                .map(this::first)
                .toList();
    }

    private FirstAid first(Finding finding) {
        Remedy remedy = finding.remedies().get(0);
        return new FirstAid(finding.rule(), remedy.title(), mapper.valueToTree(remedy.patch()));
    }

    /** The search that was asked for; empty if none was. */
    @Transactional(readOnly = true)
    public Optional<Cure> of(Run run) {
        return cures.findByRunId(run.id());
    }

    /**
     * Ends a search that goes on, and forgets what it has found; the run that was cured stays.
     *
     * @throws NoSuchRunException if the run was deleted meanwhile
     */
    public void forget(Run run) {
        locked(run).ifPresent(cures::delete);
    }

    /** With its run, so that two who ask at the same moment do not both begin one. */
    private Optional<Cure> locked(Run run) {
        runs.lock(run.id()).orElseThrow(() -> new NoSuchRunException(run.id()));
        return cures.lockOfRun(run.id());
    }
}
