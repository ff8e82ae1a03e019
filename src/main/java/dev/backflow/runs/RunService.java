package dev.backflow.runs;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import dev.backflow.runs.RunRepository.RunTag;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.MergePatch;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What users do with runs. Every method is one transaction. What belongs to others does not exist for a caller, unless
 * he is an admin.
 */
@Service
@Transactional
public class RunService {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "submittedAt", "id");

    private final RunRepository runs;
    private final RunQueue queue;
    private final Limits limits;
    private final Room room;
    private final UsedData data;
    private final Callers callers;
    private final ResultNumbers results;
    private final Clock clock;

    RunService(
            RunRepository runs,
            RunQueue queue,
            Limits limits,
            Room room,
            UsedData data,
            Callers callers,
            ResultNumbers results,
            Clock clock) {
        this.runs = runs;
        this.queue = queue;
        this.limits = limits;
        this.room = room;
        this.data = data;
        this.callers = callers;
        this.results = results;
        this.clock = clock;
    }

    /**
     * Stores the caller's runs and queues them, all or none.
     *
     * @throws QueueFullException if there is no room
     * @throws OwnerLimitException if the caller has too many
     */
    public List<Run> submit(List<RunRequest> requests) {
        return submit(callers.current().owner(), requests);
    }

    /**
     * Stores and queues the caller's runs of an experiment, all or none, so that they are trained in this order; small
     * ones many to an entry of the queue.
     *
     * @param places one for each of the requests
     * @return the first of them
     * @throws QueueFullException if there is no room
     * @throws OwnerLimitException if the caller has too many
     */
    public Run submit(List<RunRequest> requests, List<Membership> places) {
        String owner = callers.current().owner();
        List<Run> made = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Run run = new Run(requests.get(i), owner, clock.instant());
            run.join(places.get(i));
            made.add(run);
        }
        room.require(owner, made);
        data.hold("/base", made);
        runs.saveAllAndFlush(made);
        List<RunCost> costs =
                requests.stream().map(request -> RunCost.of(request.spec())).toList();
        Slices.of(made.stream().map(Run::id).toList(), costs)
                .forEach(slice -> queue.enqueue(slice, requests.get(0).priority()));
        return made.get(0);
    }

    /** The same for runs of this owner, whoever calls. */
    List<Run> submit(String owner, List<RunRequest> requests) {
        requests.forEach(this::check);
        List<Run> made = requests.stream()
                .map(request -> new Run(request, owner, clock.instant()))
                .toList();
        room.require(owner, made);
        data.hold("/spec", made);
        return made.stream().map(this::enqueue).toList();
    }

    /** Refuses what may not be trained here. */
    public void check(RunRequest request) {
        limits.run().judge("/spec", request.spec());
    }

    /** Stores and queues a run that begins at an epoch of another. */
    Run submitFork(RunRequest request, String forkedFrom, int epoch) {
        limits.run().judge("/patch", request.spec());
        Run run = forked(callers.current().owner(), request, forkedFrom, epoch);
        room.require(run.owner(), List.of(run));
        data.hold("/patch", List.of(run));
        return enqueue(run);
    }

    /** The same from the beginning, on the same data, for this owner, who has been found to have room for it. */
    Run submitCured(String owner, RunRequest request, String forkedFrom) {
        return enqueue(forked(owner, request, forkedFrom, 0));
    }

    private Run forked(String owner, RunRequest request, String forkedFrom, int epoch) {
        Run run = new Run(request, owner, clock.instant());
        run.fork(forkedFrom, epoch);
        return run;
    }

    private Run enqueue(Run run) {
        Run stored = runs.saveAndFlush(run);
        queue.enqueue(List.of(stored.id()), stored.priority());
        return stored;
    }

    /** @throws NoSuchRunException if there is none for the caller */
    @Transactional(readOnly = true)
    public Run get(String id) {
        return visible(id, runs.findById(id));
    }

    /**
     * How runs are now, without reading all of them.
     *
     * @throws NoSuchRunException if there is one of them not for the caller
     */
    @Transactional(readOnly = true)
    public List<RunTag> tags(Set<String> ids) {
        Caller caller = callers.current();
        List<RunTag> tags =
                runs.tags(ids).stream().filter(tag -> caller.sees(tag.owner())).toList();
        if (tags.size() < ids.size()) {
            Set<String> missing = new TreeSet<>(ids);
            tags.forEach(tag -> missing.remove(tag.id()));
            throw new NoSuchRunException(missing.iterator().next());
        }
        return tags;
    }

    private Run visible(String id, Optional<Run> found) {
        Caller caller = callers.current();
        return found.filter(run -> caller.sees(run.owner())).orElseThrow(() -> new NoSuchRunException(id));
    }

    /** A run again that the caller was given before, on whatever thread. */
    @Transactional(readOnly = true)
    public Run again(String id) {
        return runs.findById(id).orElseThrow(() -> new NoSuchRunException(id));
    }

    /** What tells the latest attempt of a run from all others; empty if it was deleted. */
    @Transactional(readOnly = true)
    public Optional<Long> token(String id) {
        return runs.token(id);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public RunPage list(RunFilter filter, int size) {
        return page(
                filter.specification(callers.current()),
                NEWEST_FIRST,
                size,
                last -> PageToken.after(last).toString());
    }

    @Transactional(readOnly = true)
    public RunPage list(RunFilter filter, RunOrder order, int size) {
        Specification<Run> ordered = filter.specification(callers.current())
                .and((run, query, builder) -> order.applyTo(run, query, builder, results));
        return page(ordered, Sort.unsorted(), size, order::tokenAfter);
    }

    private RunPage page(Specification<Run> wanted, Sort sort, int size, Function<Run, String> tokenAfter) {
        List<Run> found =
                runs.findBy(wanted, query -> query.sortBy(sort).limit(size + 1).all());
        return found.size() <= size
                ? new RunPage(found, Optional.empty())
                : new RunPage(found.subList(0, size), Optional.of(tokenAfter.apply(found.get(size - 1))));
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return runs.count() == 0;
    }

    /**
     * Changes name, labels, notes and whether it is pinned by a JSON merge patch (RFC 7396) of them. Only what it names
     * is judged: earlier versions took longer names.
     *
     * @param condition throws if the run is not to be changed as it is now
     */
    public Run rename(String id, JsonNode patch, Consumer<Run> condition) {
        Run run = locked(id);
        RunNaming sent = SpecReader.read(MergePatch.apply(JSON.objectNode(), patch), RunNaming.class);
        condition.accept(run);
        String chosen = sent.name() == null ? run.description().summary() : sent.name();
        run.rename(patch.has("name") ? chosen : run.name(), relabelled(run, patch.path("labels"), sent.labels()));
        run.note(patch.has("notes") ? sent.notes() : run.notes().orElse(null));
        run.pin(patch.has("pinned") ? sent.pinned() : run.isPinned());
        return runs.saveAndFlush(run);
    }

    private static Map<String, String> relabelled(Run run, JsonNode patch, Map<String, String> sent) {
        Map<String, String> labels = new TreeMap<>(patch.isNull() ? Map.of() : run.labels());
        labels.keySet().removeAll(patch.propertyNames());
        labels.putAll(sent);
        try {
            RunRequest.requireFew(labels);
        } catch (InvalidSpecException e) {
            throw RefusedSpecException.of("", e);
        }
        return labels;
    }

    /** Ends a queued or running run; its worker notices within a second and stores nothing more. */
    public Run cancel(String id) {
        Run run = locked(id);
        run.cancel(clock.instant());
        queue.remove(id);
        return runs.saveAndFlush(run);
    }

    /** Removes the run unless it is pinned, active or gone; whether it did. */
    public boolean expire(String id) {
        Optional<Run> old =
                runs.lock(id).filter(run -> !run.isPinned() && !run.state().isActive());
        old.ifPresent(run -> {
            run.delete();
            runs.delete(run);
        });
        return old.isPresent();
    }

    /** Removes a run that has ended, with everything recorded of it. */
    public void delete(String id) {
        Run run = locked(id);
        run.delete();
        runs.delete(run);
    }

    /** Ends those runs of an experiment that have not ended, also not while it waited for them. */
    public void cancelAll(String experiment) {
        List<Run> active = runs.lock(runs.active(experiment)).stream()
                .filter(run -> run.state().isActive())
                .toList();
        active.forEach(run -> run.cancel(clock.instant()));
        runs.saveAllAndFlush(active);
    }

    /** Lets nobody change the runs of an experiment until the transaction ends: in the order in which workers do. */
    public void lockAll(String experiment) {
        runs.lockExperiment(experiment);
    }

    private Run locked(String id) {
        return visible(id, runs.lock(id));
    }
}
