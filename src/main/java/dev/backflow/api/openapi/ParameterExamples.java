package dev.backflow.api.openapi;

import dev.backflow.access.AccessToken;
import dev.backflow.access.Callers;
import dev.backflow.access.TokenService;
import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.Experiments;
import dev.backflow.figures.ExperimentFigureName;
import dev.backflow.figures.FigureName;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Limits;
import dev.backflow.runs.PageToken;
import dev.backflow.runs.Preset;
import dev.backflow.runs.Presets;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunFilter;
import dev.backflow.runs.RunOrder;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunState;
import dev.backflow.spec.Fault;
import dev.backflow.spec.WireNames;
import dev.backflow.uploads.Upload;
import dev.backflow.uploads.UploadService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Values for the examples in the API's description, such that whoever tries them out gets an answer. */
@Component
class ParameterExamples {

    private static final String NOTHING = "00000000-0000-7000-8000-000000000000";

    /** Newer than any run: with it, the list begins where it begins without. */
    private static final String FIRST_PAGE = new PageToken(Instant.parse("9999-12-31T23:59:59Z"), NOTHING).toString();

    private final RunService runs;
    private final Experiments experiments;
    private final UploadService uploads;
    private final TokenService tokens;
    private final Callers callers;
    private final Preset tutorial;
    private final Limits limits;
    private final JsonMapper mapper;

    ParameterExamples(
            RunService runs,
            Experiments experiments,
            UploadService uploads,
            TokenService tokens,
            Callers callers,
            Presets presets,
            Limits limits,
            JsonMapper mapper) {
        this.runs = runs;
        this.experiments = experiments;
        this.uploads = uploads;
        this.tokens = tokens;
        this.callers = callers;
        this.limits = limits;
        this.mapper = mapper;
        tutorial = presets.named(Presets.TUTORIAL);
    }

    /** By the name under which the description refers to them, for the runs that there are now. */
    Map<String, Object> now() {
        List<Run> succeeded = newest(RunState.SUCCEEDED);
        Map<String, Object> examples = new HashMap<>(
                of(succeeded.isEmpty() ? tutorial.runs().get(0).spec().outline() : outline(succeeded.get(0))));
        String run = succeeded.isEmpty() ? NOTHING : succeeded.get(0).id();
        examples.put("run", run);
        examples.put("epochs", succeeded.isEmpty() ? 1 : succeeded.get(0).epochs());
        examples.put(
                "runs",
                succeeded.size() < 3
                        ? List.of(run)
                        : List.of(run, succeeded.get(2).id()));
        examples.put("other_run", succeeded.size() < 2 ? run : succeeded.get(1).id());
        examples.put(
                "active_run",
                Stream.of(RunState.QUEUED, RunState.RUNNING)
                        .flatMap(state -> newest(state).stream())
                        .map(Run::id)
                        .findFirst()
                        .orElse(run));
        examples.putAll(ofHistograms(succeeded));
        List<Upload> datasets = uploads.list(2).uploads();
        examples.put("dataset", datasets.isEmpty() ? NOTHING : datasets.get(0).id());
        examples.put(
                "other_dataset", datasets.size() < 2 ? NOTHING : datasets.get(1).id());
        examples.putAll(ofExperiments());
        examples.put("token", newestToken());
        examples.put("page_token", FIRST_PAGE);
        examples.put("sorted_page_token", RunOrder.of("-accuracy", null).token(Double.POSITIVE_INFINITY, NOTHING));
        examples.put("request", asPosted());
        examples.put("figures", FigureName.described());
        examples.put("experiment_figures", ExperimentFigureName.described());
        examples.put("layers_at_most", limits.run().layers());
        examples.put("units_at_most", limits.run().units());
        examples.put("epochs_at_most", limits.run().epochs());
        examples.put("batch_at_most", limits.run().batchSize());
        examples.put("rows_at_most", limits.predictions().rows());
        examples.put("points_at_most", limits.previews().points());
        examples.put("faults", Stream.of(Fault.values()).map(WireNames::of).toList());
        return examples;
    }

    private Map<String, Object> ofExperiments() {
        Map<Boolean, List<String>> ids = experiments.list(null, 20).experiments().stream()
                .collect(Collectors.partitioningBy(
                        experiment -> experiments.standing(experiment).state().isActive(),
                        Collectors.mapping(Experiment::id, Collectors.toList())));
        List<String> ended = ids.getOrDefault(false, List.of());
        List<String> active = ids.getOrDefault(true, List.of());
        return Map.of(
                "experiment",
                ended.isEmpty() ? NOTHING : ended.get(0),
                "other_experiment",
                ended.size() < 2 ? NOTHING : ended.get(1),
                "active_experiment",
                active.isEmpty() ? NOTHING : active.get(0));
    }

    private String newestToken() {
        List<AccessToken> all = callers.current().isAdmin() ? tokens.list() : List.of();
        return all.isEmpty() ? NOTHING : all.get(all.size() - 1).getId();
    }

    private static Map<String, Object> ofHistograms(List<Run> runs) {
        for (Run run : runs) {
            if (outline(run).histograms().contains(Tensor.KERNEL_GRADIENT)) {
                return Map.of(
                        "run_with_histograms",
                        run.id(),
                        "layer_with_histograms",
                        outline(run).layerNames(Tensor.KERNEL_GRADIENT).get(0));
            }
        }
        return Map.of("run_with_histograms", NOTHING, "layer_with_histograms", "output");
    }

    private List<Run> newest(RunState state) {
        return runs.list(new RunFilter(state, RunFilter.OF_NO_EXPERIMENT, null, Map.of(), null), 3)
                .runs();
    }

    private static Outline outline(Run run) {
        return run.description().outline();
    }

    private static Map<String, Object> of(Outline recorded) {
        List<String> layers = recorded.layerNames();
        List<Tensor> tensors = recorded.tensors();
        boolean usual = tensors.isEmpty() || tensors.contains(Tensor.KERNEL_GRADIENT);
        Tensor tensor = usual ? Tensor.KERNEL_GRADIENT : tensors.get(0);
        return Map.of("tensor", tensor.wireName(), "layers", List.of(layers.get(0), layers.get(layers.size() - 1)));
    }

    /** The tutorial's first run, without the defaults and the label, for whoever tries it out is free to change it. */
    private Object asPosted() {
        try (InputStream json = new ClassPathResource("presets/" + Presets.TUTORIAL + ".json").getInputStream()) {
            JsonNode run = mapper.readTree(json).at("/runs/0");
            ((ObjectNode) run.get("labels")).remove(Presets.LABEL);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
