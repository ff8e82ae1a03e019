package dev.backflow.runs;

import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.MergePatch;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What users do with runs. Every method is one transaction. */
@Service
@Transactional
public class RunService {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "submittedAt", "id");

    private final RunRepository runs;
    private final RunQueue queue;
    private final Limits limits;
    private final Clock clock;

    RunService(RunRepository runs, RunQueue queue, Limits limits, Clock clock) {
        this.runs = runs;
        this.queue = queue;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Stores the runs and queues them, all or none.
     *
     * @throws QueueFullException if there is no room
     */
    public List<Run> submit(List<RunRequest> requests) {
        requests.forEach(this::check);
        requireRoom(requests.size());
        return requests.stream()
                .map(request -> enqueue(new Run(request, clock.instant())))
                .toList();
    }

    /** Refuses what may not be trained here. */
    public void check(RunRequest request) {
        limits.run().judge("/spec", request.spec());
    }

    /** Stores and queues a run that begins at an epoch of another. */
    Run submitFork(RunRequest request, String forkedFrom, int epoch) {
        limits.run().judge("/patch", request.spec());
        requireRoom(1);
        Run run = new Run(request, clock.instant());
        run.fork(forkedFrom, epoch);
        return enqueue(run);
    }

    private void requireRoom(int more) {
        long waiting = runs.countByState(RunState.QUEUED);
        if (waiting + more > limits.queue()) {
            throw new QueueFullException(waiting, limits.queue());
        }
    }

    private Run enqueue(Run run) {
        Run stored = insert(run);
        queue.enqueue(List.of(stored.id()), stored.priority());
        return stored;
    }

    private Run insert(Run run) {
        try {
            return runs.saveAndFlush(run);
        } catch (DataIntegrityViolationException e) {
            if (run.datasetId().isEmpty()) {
                throw e;
            }
            throw new RefusedSpecException(List.of(new SpecProblem(
                    "/spec/dataset/dataset",
                    run.datasetId().get(),
                    "must be an uploaded data set; it was just deleted")));
        }
    }

    /** @throws NoSuchRunException if there is none */
    @Transactional(readOnly = true)
    public Run get(String id) {
        return runs.findById(id).orElseThrow(() -> new NoSuchRunException(id));
    }

    @Transactional(readOnly = true)
    public RunPage list(RunFilter filter, int size) {
        List<Run> found = runs.findBy(
                filter.specification(),
                query -> query.sortBy(NEWEST_FIRST).limit(size + 1).all());
        if (found.size() <= size) {
            return new RunPage(found, Optional.empty());
        }
        return new RunPage(found.subList(0, size), Optional.of(PageToken.after(found.get(size - 1))));
    }

    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return runs.count() == 0;
    }

    /**
     * Changes name and labels by a JSON merge patch (RFC 7396) of the two. Only what it names is judged: earlier
     * versions took longer names.
     */
    public Run rename(String id, JsonNode patch) {
        Run run = locked(id);
        RunNaming sent = SpecReader.read(MergePatch.apply(JSON.objectNode(), patch), RunNaming.class);
        String chosen = sent.name() == null ? run.description().summary() : sent.name();
        run.rename(patch.has("name") ? chosen : run.name(), relabelled(run, patch.path("labels"), sent.labels()));
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

    /** Removes a run that has ended, with everything recorded of it. */
    public void delete(String id) {
        Run run = locked(id);
        run.delete();
        runs.delete(run);
    }

    private Run locked(String id) {
        return runs.lock(id).orElseThrow(() -> new NoSuchRunException(id));
    }
}
