package dev.backflow.runs;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.MergePatch;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** New runs that begin where others have been. */
@Service
@Transactional
public class RunForks {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final RunService runs;
    private final CheckpointStore checkpoints;
    private final CsvFiles files;
    private final Room room;

    RunForks(RunService runs, CheckpointStore checkpoints, CsvFiles files, Room room) {
        this.runs = runs;
        this.checkpoints = checkpoints;
        this.files = files;
        this.room = room;
    }

    /**
     * Queues a run with the patched spec, which begins at the latest checkpoint up to the epoch asked for.
     *
     * @throws NoSuchRunException if there is no such run to fork
     * @throws RefusedSpecException if the patched spec is wrong or does not fit the checkpoint
     */
    public Run fork(String id, ForkRequest request) {
        Optional<CheckpointStore.Found> checkpoint =
                request.fromEpoch() == 0 ? Optional.empty() : checkpoints.nearest(id, request.fromEpoch());
        Run forked = runs.get(id); // after the checkpoint, which is deleted with its run
        RunSpec spec = patched(forked, request.patch(), files);
        checkEpoch(forked, request.fromEpoch(), checkpoint.isPresent());
        Map<String, String> labels = request.labels() == null ? inherited(forked) : request.labels();
        RunRequest asked = asked(request, labels, spec);
        if (checkpoint.isEmpty()) {
            return runs.submitFork(asked, id, 0);
        }
        int epoch = checkpoint.get().epoch();
        ForkCompatibility continuation = new ForkCompatibility(RunSpecs.of(forked), spec);
        List<SpecProblem> objections = continuation.objections(epoch);
        if (!objections.isEmpty()) {
            throw new RefusedSpecException(objections);
        }
        Run run = runs.submitFork(asked, id, epoch);
        checkpoint.get().copyTo(run.id(), continuation.parts());
        return run;
    }

    /**
     * Queues, for its owner, a run with what has cured another; nothing where he may not have it, which is no
     * reason to lose what was found.
     *
     * @param what the patch does
     */
    public Optional<Run> cured(Run ill, JsonNode patch, String what) {
        RunRequest request;
        try {
            String name = what.length() > GivenName.LONGEST ? null : what;
            request = new RunRequest(name, inherited(ill), ill.priority(), patched(ill, patch, files::find));
        } catch (RefusedSpecException | InvalidSpecException e) { // by what is refused now and was not before
            return Optional.empty();
        }
        return room.has(ill.owner(), request.spec())
                ? Optional.of(runs.submitCured(ill.owner(), request, ill.id()))
                : Optional.empty();
    }

    /**
     * What the request asks for, however it is written: the spec that it makes, and the rest.
     *
     * @throws RefusedSpecException if the patched spec is wrong
     */
    public JsonNode meaning(String id, ForkRequest request) {
        ObjectNode meaning = MAPPER.createObjectNode()
                .put("from_epoch", request.fromEpoch())
                .put("name", request.name())
                .put("priority", request.priority().wireName());
        meaning.set("labels", MAPPER.valueToTree(request.labels()));
        meaning.set("spec", SpecWriter.write(patched(runs.get(id), request.patch(), files)));
        return meaning;
    }

    private static RunRequest asked(ForkRequest request, Map<String, String> labels, RunSpec spec) {
        try {
            return new RunRequest(request.name(), labels, request.priority(), spec);
        } catch (InvalidSpecException e) { // a label that an earlier version took is inherited
            throw RefusedSpecException.of("", e);
        }
    }

    private static Map<String, String> inherited(Run forked) {
        Map<String, String> labels = new HashMap<>(forked.labels());
        labels.remove(Presets.LABEL);
        return labels;
    }

    private static RunSpec patched(Run forked, JsonNode patch, CsvFiles files) {
        try {
            RunSpec spec = SpecReader.read(
                    MergePatch.apply(MAPPER.readTree(forked.spec()), patch), RunSpec.class, CsvFiles.completion(files));
            spec.checkLayerNames();
            return spec;
        } catch (InvalidSpecException e) {
            throw RefusedSpecException.of("/patch", e);
        } catch (RefusedSpecException e) {
            throw new RefusedSpecException(e.problems().stream()
                    .map(problem -> problem.under("/patch"))
                    .toList());
        }
    }

    /** Without a checkpoint before, a run is forked from its untrained network, which follows from the spec. */
    private static void checkEpoch(Run forked, int epoch, boolean hasCheckpoint) {
        if (epoch > forked.epochs()) {
            throw refused(epoch, "must be at most " + forked.epochs() + ", the epochs of the forked run");
        }
        if (epoch > 0 && !hasCheckpoint && forked.firstEpoch() > 0) {
            throw refused(
                    epoch,
                    "must be 0 or at least " + forked.firstEpoch()
                            + ", where the forked run begins, which is a fork itself");
        }
    }

    private static RefusedSpecException refused(int epoch, String detail) {
        return new RefusedSpecException(List.of(new SpecProblem("/from_epoch", String.valueOf(epoch), detail)));
    }
}
