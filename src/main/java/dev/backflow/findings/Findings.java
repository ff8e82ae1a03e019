package dev.backflow.findings;

import dev.backflow.diagnosis.DataFacts;
import dev.backflow.diagnosis.Diagnosis;
import dev.backflow.diagnosis.Evidence;
import dev.backflow.diagnosis.Finding;
import dev.backflow.diagnosis.Remedy;
import dev.backflow.diagnosis.RulePack;
import dev.backflow.diagnosis.Signal;
import dev.backflow.recording.Measurements;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import dev.backflow.spec.SpecWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges runs, whenever that is asked for. Findings follow from the spec and the recorded numbers alone, so that there
 * is nothing to store: a run that trains has them as far as it is, and one that ended long ago is judged by today's
 * rules.
 */
@Service
public class Findings {

    /** Numbers of a data set that is looked at before a run is accepted. */
    private static final long MOST_FORESEEN = 200_000;

    private static final Measurements NOTHING = new Unmeasured();

    private final RunFacts facts;
    private final ClassRecalls recalls;
    private final JsonMapper mapper;

    Findings(RunFacts facts, ClassRecalls recalls, JsonMapper mapper) {
        this.facts = facts;
        this.recalls = recalls;
        this.mapper = mapper;
    }

    /**
     * What the rules of a pack say.
     *
     * @param run whose spec and recording these are
     */
    public Diagnosis diagnosis(Run run, RunSpec spec, Measurements measured, RulePack pack) {
        JsonNode own = SpecWriter.write(spec);
        Diagnosis diagnosis = pack.diagnose(evidence(run, spec, own, measured));
        Map<Remedy, Optional<JsonNode>> patched = new HashMap<>(); // findings have remedies in common
        return new Diagnosis(
                diagnosis.sample(),
                diagnosis.items().stream()
                        .map(finding -> finding.with(effective(own, finding.remedies(), patched)))
                        .toList(),
                diagnosis.notJudged());
    }

    /**
     * What is certain of a run before it is trained, the worst first; of large data sets only what can be seen without
     * them.
     */
    public List<Finding> foresee(RunSpec spec) {
        boolean small = (long) spec.dataset().samples() * spec.dataset().inputs() <= MOST_FORESEEN;
        DataFacts known = small ? facts.of(spec) : null;
        Evidence silent = evidence(spec, null, NOTHING, false, known).withoutWords();
        if (RulePack.BACKFLOW.foresee(silent).isEmpty()) {
            return List.of(); // as of most runs, which need not be written out for remedies
        }
        JsonNode own = SpecWriter.write(spec);
        Map<Remedy, Optional<JsonNode>> patched = new HashMap<>();
        return RulePack.BACKFLOW.foresee(evidence(spec, own, NOTHING, false, known)).stream()
                .map(finding -> finding.with(effective(own, finding.remedies(), patched)))
                .toList();
    }

    /** Whether a class of the examples that are trained on is so rare that accuracy says little. */
    public boolean hasRareClass(RunSpec spec) {
        return facts.of(spec).hasRareClass();
    }

    /** What simple answers reach, of the whole way from the best constant to exact ones; NaN where that is not known. */
    public double attainable(RunSpec spec) {
        return facts.of(spec).attainable().least();
    }

    /** What is known of a run before it is trained. */
    public Evidence unmeasured(RunSpec spec) {
        return evidence(spec, SpecWriter.write(spec), NOTHING, false, facts.of(spec));
    }

    /** @param own the spec written out; null where no remedies are wanted */
    private Evidence evidence(Run run, RunSpec spec, @Nullable JsonNode own, Measurements measured) {
        DataFacts known = facts.of(spec);
        boolean succeeded = run.state() == RunState.SUCCEEDED;
        return evidence(spec, own, measured, succeeded, known).answering(recalls.of(run, spec, known));
    }

    private Evidence evidence(
            RunSpec spec, @Nullable JsonNode own, Measurements measured, boolean succeeded, @Nullable DataFacts known) {
        return new Evidence(
                own == null ? null : mapper.convertValue(own, new TypeReference<Map<String, Object>>() {}),
                spec.network(),
                spec.training(),
                spec.recording(),
                known,
                measured,
                succeeded);
    }

    /** The names of Backflow's own rules that object to a run that has succeeded, the worst first. */
    public List<String> rules(Run run, RunSpec spec, Measurements measured) {
        return rules(evidence(run, spec, null, measured));
    }

    /**
     * The same for a training that is no run.
     *
     * @param answered of each class the share of its examples that are answered with it in the end; null for no classes
     */
    public List<String> rules(RunSpec spec, Measurements measured, double @Nullable [] answered) {
        return rules(evidence(spec, null, measured, true, facts.of(spec)).answering(answered));
    }

    private static List<String> rules(Evidence evidence) {
        return RulePack.BACKFLOW.diagnose(evidence.withoutWords()).items().stream()
                .filter(finding -> finding.severity() != Finding.Severity.NOTE)
                .map(Finding::rule)
                .distinct()
                .toList();
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

    /** What theory expects of a signal at epoch 0, by layer; null where it has no number. */
    public Map<String, @Nullable Double> expected(RunSpec spec, Signal signal) {
        DataFacts known = facts.of(spec);
        Map<String, @Nullable Double> expected = new LinkedHashMap<>();
        signal.expected(spec.network(), known, spec.recording().sampleSize(spec.training(), known.examples()))
                .forEach((layer, value) -> expected.put(layer, Double.isFinite(value) ? value : null));
        return expected;
    }
}
