package dev.backflow.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.backflow.findings.Findings;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunRepository;
import dev.backflow.runs.RunRepository.Placed;
import dev.backflow.runs.RunSpecs;
import dev.backflow.runs.RunState;
import dev.backflow.storage.RecordedColumns;
import dev.backflow.storage.RecordedGroup;
import dev.backflow.storage.RecordedRuns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what became of the runs of an experiment that have succeeded. */
@Component
class OutcomeReader {

    private static final int REMEMBERED = 20_000;

    private final RunRepository runs;
    private final RecordedRuns recorded;
    private final Findings findings;

    /** By run; what has succeeded never changes. */
    private final Cache<String, List<String>> judged =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    OutcomeReader(RunRepository runs, RecordedRuns recorded, Findings findings) {
        this.runs = runs;
        this.recorded = recorded;
        this.findings = findings;
    }

    /** In the order of the runs. */
    List<Outcome> read(Experiment.Plan plan, List<Placed> runs, Outlines outlines) {
        List<Placed> succeeded =
                runs.stream().filter(run -> run.state() == RunState.SUCCEEDED).toList();
        if (succeeded.isEmpty()) {
            return List.of();
        }
        RecordedGroup group = recorded.open(succeeded.stream().map(Placed::id).toList());
        Map<String, RecordedColumns> metrics = group.metric(plan.metric());
        Map<String, RecordedColumns> deltas = group.statistic(Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, List.of());
        Map<String, List<String>> rules =
                judged.getAll(succeeded.stream().map(Placed::id).toList(), this::judge);
        List<Outcome> outcomes = new ArrayList<>();
        for (Placed run : succeeded) {
            RecordedColumns measured = metrics.get(run.id());
            double[] values = measured == null ? null : measured.values().get(plan.metric());
            if (values != null) { // or it was deleted just now
                RecordedColumns delta = deltas.get(run.id());
                List<String> layers = outlines.of(run.cell()).layerNames(Tensor.PRE_ACTIVATION_GRADIENT);
                outcomes.add(new Outcome(
                        run.id(),
                        run.cell(),
                        run.seed(),
                        plan.question().answer(values, plan.smallerIsBetter()),
                        delta == null ? null : gain(layers, delta, 0),
                        delta == null ? null : gain(layers, delta, delta.places().length - 1),
                        rules.getOrDefault(run.id(), List.of())));
            }
        }
        return outcomes;
    }

    private static @Nullable Double gain(List<String> layers, RecordedColumns delta, int row) {
        double[] first = delta.values().get(layers.get(0));
        double[] last = delta.values().get(layers.get(layers.size() - 1));
        if (first == null || last == null) {
            return null;
        }
        double gain = Math.log10(first[row] / last[row]);
        return Double.isFinite(gain) ? gain : null;
    }

    private Map<String, List<String>> judge(Set<? extends String> ids) {
        Map<String, List<String>> rules = new HashMap<>();
        for (Run run : runs.findAllById(List.copyOf(ids))) {
            Outline outline = run.description().outline();
            rules.put(
                    run.id(),
                    findings.rules(RunSpecs.of(run), recorded.open(run.id(), run.name(), outline, run.token())));
        }
        return rules;
    }
}
