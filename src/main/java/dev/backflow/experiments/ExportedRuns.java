package dev.backflow.experiments;

import dev.backflow.recording.EpochRecord;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.runs.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs of an experiment as a table, some rows at a time: no connection is held between two parts, and memory does
 * not grow with what the runs recorded.
 */
@Service
public class ExportedRuns {

    private static final int AT_ONCE = 100;
    private static final String VALIDATION = "val_";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Experiments experiments;
    private final RunRepository runs;
    private final OutcomeReader outcomes;
    private final Snapshots snapshots;

    ExportedRuns(Experiments experiments, RunRepository runs, OutcomeReader outcomes, Snapshots snapshots) {
        this.experiments = experiments;
        this.runs = runs;
        this.outcomes = outcomes;
        this.snapshots = snapshots;
    }

    /**
     * What is to be exported.
     *
     * @param metrics that any cell records, in their order
     */
    public record Listing(Experiment experiment, List<Placed> runs, List<String> metrics) {

        /** How many parts it is read in. */
        public int parts() {
            return (runs.size() + AT_ONCE - 1) / AT_ONCE;
        }

        /** Of the table; those of settings and metrics have the name of the axis or the metric after a point. */
        public List<String> columns() {
            List<String> columns = new ArrayList<>(List.of("run_id", "cell", "title"));
            experiment.plan().axes().forEach(axis -> columns.add("settings." + axis));
            columns.addAll(List.of("seed", "state", "answer", "learned", "untrained_gain", "trained_gain", "findings"));
            metrics.forEach(metric -> columns.add("metrics." + metric));
            columns.add("error");
            return columns;
        }
    }

    /** @throws NoSuchExperimentException if there is none for the caller */
    public Listing of(String id) {
        return snapshots.read(() -> listing(id));
    }

    private Listing listing(String id) {
        Experiment experiment = experiments.get(id);
        List<Placed> placed = experiments.runs(experiment);
        Set<String> metrics = new LinkedHashSet<>();
        new Outlines(placed, runs).all().forEach(outline -> metrics.addAll(outline.metrics()));
        metrics.remove(EpochRecord.LEARNING_RATE);
        return new Listing(experiment, placed, List.copyOf(metrics));
    }

    /**
     * In the order of the seeds and then of the cells, those that have not been deleted meanwhile. An answer is NaN if
     * it is not finite, and null if the run has not succeeded.
     */
    public List<Map<String, @Nullable Object>> read(Listing listing, int part) {
        return snapshots.read(() -> rows(listing, part));
    }

    private List<Map<String, @Nullable Object>> rows(Listing listing, int part) {
        List<Placed> some =
                listing.runs().subList(part * AT_ONCE, Math.min(listing.runs().size(), (part + 1) * AT_ONCE));
        Map<String, Run> read = runs.findAllById(some.stream().map(Placed::id).toList()).stream()
                .collect(Collectors.toMap(Run::id, Function.identity()));
        List<Placed> now = some.stream()
                .filter(run -> read.containsKey(run.id()))
                .map(run -> new Placed(run.id(), run.cell(), run.seed(), state(read, run)))
                .toList();
        Experiment.Plan plan = listing.experiment().plan();
        Map<String, Outcome> became = outcomes.read(plan, now, new Outlines(now, runs), true).stream()
                .collect(Collectors.toMap(Outcome::run, Function.identity()));
        return now.stream()
                .map(run -> row(plan, run, read.get(run.id()), became.get(run.id())))
                .toList();
    }

    private static RunState state(Map<String, Run> read, Placed run) {
        Run stored = read.get(run.id());
        return stored == null ? run.state() : stored.state();
    }

    private static Map<String, @Nullable Object> row(
            Experiment.Plan plan, Placed placed, @Nullable Run run, @Nullable Outcome outcome) {
        boolean asked = plan.question().learnedFrom() != null;
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("run_id", placed.id());
        row.put("cell", placed.cell());
        row.put("title", plan.title(placed.cell()));
        row.put("settings", plan.settings(placed.cell()));
        row.put("seed", placed.seed());
        row.put("state", placed.state().wireName());
        row.put("answer", outcome == null ? null : outcome.answer());
        row.put(
                "learned",
                outcome == null || !asked ? null : plan.question().isLearned(outcome.answer(), plan.smallerIsBetter()));
        row.put("untrained_gain", outcome == null ? null : outcome.untrainedGain());
        row.put("trained_gain", outcome == null ? null : outcome.trainedGain());
        row.put("findings", outcome == null ? List.of() : outcome.findings());
        row.put("metrics", run == null ? Map.of() : metrics(run));
        row.put(
                "error",
                run == null ? null : run.error().map(ExportedRuns::message).orElse(null));
        return row;
    }

    private static String message(String error) {
        return MAPPER.readTree(error).path("message").asString("");
    }

    private static Map<String, Double> metrics(Run run) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        run.result().ifPresent(stored -> {
            JsonNode result = MAPPER.readTree(stored);
            put(metrics, "loss", result, result.path("loss"));
            result.path("metrics").properties().forEach(one -> put(metrics, one.getKey(), result, one.getValue()));
            result.path("validation")
                    .properties()
                    .forEach(one -> put(metrics, VALIDATION + one.getKey(), result, one.getValue()));
        });
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, JsonNode result, JsonNode value) {
        String other = result.path("non_finite").path(name).asString("");
        if (value.isNumber()) {
            metrics.put(name, value.doubleValue());
        } else if (!other.isEmpty()) {
            metrics.put(name, Double.valueOf(other));
        }
    }
}
