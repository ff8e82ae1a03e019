package dev.backflow.series;

import dev.backflow.diagnosis.DataFacts;
import dev.backflow.diagnosis.Diagnosis;
import dev.backflow.diagnosis.Evidence;
import dev.backflow.diagnosis.Measurements;
import dev.backflow.diagnosis.Remedy;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import dev.backflow.spec.SpecWriter;
import dev.backflow.storage.RecordedRuns;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signals and findings of a run, worked out whenever they are read. They follow from the spec and the recorded numbers
 * alone, so that there is nothing to store: a run that trains has them as far as it is, and one that ended long ago is
 * judged by today's rules.
 */
@Service
public class DiagnosisReader {

    private final RunService runs;
    private final RecordedRuns recorded;
    private final RunFacts facts;
    private final JsonMapper mapper;

    DiagnosisReader(RunService runs, RecordedRuns recorded, RunFacts facts, JsonMapper mapper) {
        this.runs = runs;
        this.recorded = recorded;
        this.facts = facts;
        this.mapper = mapper;
    }

    public Diagnosis diagnosis(String runId, RulePack pack) {
        Run run = runs.get(runId);
        Diagnosis diagnosis = pack.diagnose(evidence(run));
        Map<Remedy, Optional<JsonNode>> patched = new HashMap<>(); // findings have remedies in common
        JsonNode own = SpecWriter.write(RunSpecs.of(run));
        return new Diagnosis(
                diagnosis.sample(),
                diagnosis.items().stream()
                        .map(finding -> finding.with(effective(own, finding.remedies(), patched)))
                        .toList(),
                diagnosis.notJudged());
    }

    /** Those that make another spec, and one that is accepted; of several that make the same, the first. */
    private List<Remedy> effective(JsonNode own, List<Remedy> remedies, Map<Remedy, Optional<JsonNode>> patched) {
        Set<JsonNode> specs = new HashSet<>(Set.of(own));
        return remedies.stream()
                .filter(remedy -> patched.computeIfAbsent(
                                remedy, key -> RunSpecs.patched(own, mapper.valueToTree(key.patch())))
                        .filter(specs::add)
                        .isPresent())
                .toList();
    }

    private Evidence evidence(Run run) {
        RunSpec spec = RunSpecs.of(run);
        return new Evidence(
                mapper.readValue(run.spec(), new TypeReference<Map<String, Object>>() {}),
                spec.network(),
                spec.training(),
                spec.recording(),
                facts.of(spec),
                new StoredMeasurements(recorded, run.id()),
                run.state() == RunState.SUCCEEDED);
    }

    /**
     * @param layers only these; none means all
     * @param from the first epoch
     * @param to the last epoch
     * @throws BadQueryException if the run does not record what the signal is made of, or the layers do not have it
     */
    public SignalColumns signal(String runId, Signal signal, Collection<String> layers, int from, int to) {
        SeriesReader.checkRange(from, to);
        return signal(runId, signal).between(from, to).of(layers);
    }

    /** @throws BadQueryException if the run does not record what the signal is made of */
    public SignalColumns signal(String runId, Signal signal) {
        RunSpec spec = RunSpecs.of(runs.get(runId));
        check(spec, signal);
        Measurements measured = new StoredMeasurements(recorded, runId);
        int[] epochs = measured.epochs();
        Columns columns = Columns.over(epochs, spec.recording().sampleName());
        if (epochs.length > 0) {
            signal.of(spec.network(), measured)
                    .forEach((layer, values) -> columns.add(layer, values, nonFinite(spec, signal, layer, measured)));
        }
        return new SignalColumns(columns, expected(spec, signal));
    }

    private static void check(RunSpec spec, Signal signal) {
        List<Tensor> recorded = spec.recording().tensors();
        String missing = signal.tensors().stream()
                .filter(tensor -> !recorded.contains(tensor))
                .map(Tensor::wireName)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new BadQueryException(
                    "signal",
                    signal.wireName(),
                    "is made of " + missing + ", which this run does not record; train it again with "
                            + (missing.contains(",") ? "them" : "it") + " in recording.tensors");
        }
    }

    /** How many elements of the layer's tensors are NaN or ±∞; of slopes, those they are slopes of, or at. */
    private static long[] nonFinite(RunSpec spec, Signal signal, String layer, Measurements measured) {
        long[] counts = new long[measured.epochs().length];
        List<Tensor> tensors = signal.tensors().isEmpty()
                ? Stream.of(Tensor.PRE_ACTIVATION, Tensor.ACTIVATION)
                        .filter(spec.recording().tensors()::contains)
                        .limit(1)
                        .toList()
                : signal.tensors();
        for (Tensor tensor : tensors) {
            double[] column = measured.statistic(tensor, Statistic.NON_FINITE).get(layer);
            for (int i = 0; i < counts.length; i++) {
                counts[i] += (long) column[i];
            }
        }
        return counts;
    }

    private Map<String, Double> expected(RunSpec spec, Signal signal) {
        DataFacts known = facts.of(spec);
        Map<String, Double> expected = new LinkedHashMap<>();
        signal.expected(spec.network(), known, spec.recording().sampleSize(spec.training(), known.examples()))
                .forEach((layer, value) -> expected.put(layer, Double.isFinite(value) ? value : null));
        return expected;
    }
}
