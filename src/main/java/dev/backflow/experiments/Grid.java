package dev.backflow.experiments;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Split;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.Records;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cells of an experiment, and the runs that they become. */
final class Grid {

    private static final String SEED = "seed";

    private final ExperimentRequest request;
    private final List<Cell> cells;

    private Grid(ExperimentRequest request, List<Cell> cells) {
        this.request = request;
        this.cells = cells;
    }

    /** How many cells there will be; the largest number if there are more. */
    static long size(ExperimentRequest request) {
        long size = 1;
        for (Axis axis : request.axes()) {
            int choices = axis.choices().size();
            size = size > Long.MAX_VALUE / choices ? Long.MAX_VALUE : size * choices;
        }
        return size;
    }

    /** What the spec of a run takes at most, as JSON. */
    static long mostBytes(ExperimentRequest request) {
        long base = SpecWriter.write(request.base()).toString().length();
        return base + request.axes().stream().mapToLong(Axis::mostBytes).sum();
    }

    /**
     * The whole grid, checked: each cell can be trained.
     *
     * @throws RefusedSpecException naming for each cell that cannot be trained the value that is in the way
     */
    static Grid of(ExperimentRequest request, CsvFiles files) {
        List<Cell> cells = new ArrayList<>();
        List<SpecProblem> problems = new ArrayList<>();
        ObjectNode base = SpecWriter.write(request.base());
        List<List<Axis.Setting>> axes =
                request.axes().stream().map(Axis::choices).toList();
        int all = (int) size(request);
        List<Builder> drafts = new ArrayList<>();
        for (int number = 0; number < all; number++) {
            Builder draft = new Builder(request, number, base.deepCopy(), problems);
            int[] chosen = chosen(number, axes);
            for (int axis = 0; axis < chosen.length; axis++) {
                draft.set(axis, chosen[axis], axes.get(axis).get(chosen[axis]));
            }
            drafts.add(draft);
        }
        Grid grid = new Grid(request, cells);
        if (problems.isEmpty()) {
            drafts.forEach(draft ->
                    grid.complete(draft, files, chosen(draft.number, axes)).ifPresent(cells::add));
        }
        if (problems.isEmpty() && request.claim() != null) {
            problems.addAll(
                    request.claim().problems(cells.stream().map(Cell::title).toList()));
        }
        if (!problems.isEmpty()) {
            throw new RefusedSpecException(problems);
        }
        return grid;
    }

    /** The last axis changes fastest. */
    private static int[] chosen(int number, List<List<Axis.Setting>> axes) {
        int[] chosen = new int[axes.size()];
        int left = number;
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            chosen[axis] = left % axes.get(axis).size();
            left /= axes.get(axis).size();
        }
        return chosen;
    }

    /** Puts one value after the other into a spec. */
    private static final class Builder {

        final ExperimentRequest request;
        final int number;
        final ObjectNode spec;
        final List<SpecProblem> problems;
        final Map<String, String> settings = new LinkedHashMap<>();

        Builder(ExperimentRequest request, int number, ObjectNode spec, List<SpecProblem> problems) {
            this.request = request;
            this.number = number;
            this.spec = spec;
            this.problems = problems;
        }

        void set(int axis, int choice, Axis.Setting setting) {
            settings.put(request.axes().get(axis).called(), setting.name());
            setting.set().forEach((pointer, value) -> {
                if (!set(JsonPointer.compile(pointer), value)) {
                    String place = place(request, axis, choice);
                    SpecProblem problem = SpecProblem.of(
                            place, pointer, "names no place in the spec: what is above it is neither object nor array");
                    if (!problems.contains(problem)) {
                        problems.add(problem);
                    }
                }
            });
        }

        private boolean set(JsonPointer pointer, JsonNode value) {
            JsonPointer above = Objects.requireNonNull(pointer.head());
            JsonNode parent = spec.at(above);
            if (parent.isString()) { // a bare type, which stands for an object
                set(above, JsonNodeFactory.instance.objectNode().put("type", parent.stringValue()));
                parent = spec.at(above);
            }
            JsonPointer last = pointer.last();
            if (parent instanceof ObjectNode object) {
                object.set(last.getMatchingProperty(), value);
                return true;
            }
            int index = last.getMatchingIndex();
            if (parent instanceof ArrayNode array && index >= 0 && index < array.size()) {
                array.set(index, value);
                return true;
            }
            return false;
        }
    }

    /** JSON pointer of a value in what was sent. */
    private static String place(ExperimentRequest request, int axis, int choice) {
        Axis varied = request.axes().get(axis);
        boolean listed = varied.values() != null && varied.values().isArray();
        String values = !varied.settings().isEmpty() ? "/settings/" + choice : listed ? "/values/" + choice : "/values";
        return "/axes/" + axis + values;
    }

    /** The cell with every default of its spec filled in; nothing, and a problem more, if it cannot be trained. */
    private Optional<Cell> complete(Builder draft, CsvFiles files, int[] chosen) {
        String name = draft.number + " (" + Cell.title(draft.settings.values()) + ")";
        try {
            RunSpec spec = SpecReader.read(draft.spec, RunSpec.class, CsvFiles.completion(files));
            if (!spec.outline().metrics().contains(request.metric())) {
                String known = String.join(", ", spec.outline().metrics());
                draft.problems.add(SpecProblem.of(
                        "/question/metric", request.metric(), "must be one of " + known + " in cell " + name));
            }
            Cell cell = new Cell(draft.number, draft.settings, spec);
            run(cell, request.seeds().first());
            return Optional.of(cell);
        } catch (RefusedSpecException e) {
            e.problems().forEach(problem -> draft.problems.add(blamed(problem, name, chosen)));
            return Optional.empty();
        }
    }

    /** The problem of a cell as one of the value that is set nearest to it, or else of the base. */
    private SpecProblem blamed(SpecProblem problem, String cell, int[] chosen) {
        String place = "/base" + problem.pointer();
        int nearest = -1;
        for (int axis = 0; axis < chosen.length; axis++) {
            Axis.Setting setting = request.axes().get(axis).choices().get(chosen[axis]);
            for (String pointer : setting.set().keySet()) {
                int common = common(pointer, problem.pointer());
                if (common >= nearest) {
                    nearest = common;
                    place = place(request, axis, chosen[axis]);
                }
            }
        }
        String detail = "makes cell " + cell + " impossible: " + problem.pointer() + " " + problem.detail();
        return new SpecProblem(
                place, problem.value(), detail, problem.fault(), problem.limit(), problem.actual(), problem.maximum());
    }

    private static int common(String one, String other) {
        String[] some = one.split("/");
        String[] others = other.split("/");
        int common = 0;
        while (common < Math.min(some.length, others.length) && some[common].equals(others[common])) {
            common++;
        }
        return common;
    }

    List<Cell> cells() {
        return cells;
    }

    /**
     * A run of a cell.
     *
     * @throws RefusedSpecException if it cannot be trained
     */
    RunRequest run(Cell cell, int seed) {
        try {
            return new RunRequest(
                    GivenName.shown(GivenName.normal(cell.title() + ", seed " + seed), GivenName.LONGEST - 1),
                    request.labels(),
                    request.priority(),
                    drawn(cell.spec(), seed));
        } catch (InvalidSpecException e) {
            String pointer = e.path().replaceFirst("^spec", "");
            throw new RefusedSpecException(List.of(SpecProblem.of(pointer, String.valueOf(e.value()), e.reason())));
        }
    }

    /** The spec with this seed for what varies; reading each spec of hundreds of runs would take as long as training. */
    private RunSpec drawn(RunSpec cell, long seed) {
        boolean weights = request.varyWithSeed().contains(Varied.WEIGHTS);
        boolean batches = request.varyWithSeed().contains(Varied.BATCHES);
        boolean data = request.varyWithSeed().contains(Varied.DATA);
        Long kept = cell.shuffleSeed() == null && weights
                ? Long.valueOf(request.base().seed())
                : cell.shuffleSeed();
        Long drawn = weights ? null : Long.valueOf(seed);
        return new RunSpec(
                data ? drawn(cell.dataset(), seed) : cell.dataset(),
                data && cell.validation() instanceof Split split
                        ? Records.with(split, Map.of(SEED, seed))
                        : cell.validation(),
                cell.network(),
                cell.training(),
                cell.recording(),
                weights ? seed : cell.seed(),
                batches ? drawn : kept);
    }

    /** Itself if nothing in it is drawn. */
    private static DatasetSpec drawn(DatasetSpec dataset, long seed) {
        return Records.have(dataset.getClass(), SEED)
                ? (DatasetSpec) Records.with((Record) dataset, Map.of(SEED, seed))
                : dataset;
    }
}
