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
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what became of the runs of an experiment that have succeeded. */
@Component
class OutcomeReader {

    private static final int REMEMBERED = 20_000;
    static final int MOST_RUNS = 200;
    static final long MOST_EPOCHS = 500_000;

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

    /**
     * In the order of the runs. However many there are, only some are in memory at the same time.
     *
     * @param judging whether rules are asked: that takes many times as long as all else
     */
    List<Outcome> read(Experiment.Plan plan, List<Placed> runs, Outlines outlines, boolean judging) {
        List<Placed> succeeded =
                runs.stream().filter(run -> run.state() == RunState.SUCCEEDED).toList();
        List<Outcome> outcomes = new ArrayList<>();
        batches(succeeded, run -> weight(outlines.of(run.cell()), judging))
                .forEach(batch -> outcomes.addAll(readTogether(plan, batch, outlines, judging)));
        return outcomes;
    }

    /** Recorded epochs; rules read about twenty numbers of every layer at each, where all others read four. */
    private static long weight(Outline outline, boolean judging) {
        int layers = judging ? 5 * outline.layerNames().size() : 1;
        return layers * (long) outline.epochs().recorded();
    }

    /**
     * Runs that are read together, in their order: at most {@value #MOST_RUNS}, and at most {@value #MOST_EPOCHS}
     * recorded epochs unless a single run has more.
     */
    static List<List<Placed>> batches(List<Placed> runs, ToLongFunction<Placed> recordedEpochs) {
        List<List<Placed>> batches = new ArrayList<>();
        List<Placed> some = new ArrayList<>();
        long epochs = 0;
        for (Placed run : runs) {
            long more = recordedEpochs.applyAsLong(run);
            if (!some.isEmpty() && (some.size() == MOST_RUNS || epochs + more > MOST_EPOCHS)) {
                batches.add(some);
                some = new ArrayList<>();
                epochs = 0;
            }
            some.add(run);
            epochs += more;
        }
        if (!some.isEmpty()) {
            batches.add(some);
        }
        return batches;
    }

    private List<Outcome> readTogether(Experiment.Plan plan, List<Placed> runs, Outlines outlines, boolean judging) {
        List<String> ids = runs.stream().map(Placed::id).toList();
        RecordedGroup group = recorded.open(ids);
        Map<String, RecordedColumns> metrics = group.metric(plan.metric());
        Set<String> ends = runs.stream()
                .flatMap(run -> ends(outlines.of(run.cell())).stream())
                .collect(Collectors.toSet());
        Map<String, RecordedColumns> deltas =
                ends.isEmpty() ? Map.of() : group.statistic(Tensor.PRE_ACTIVATION_GRADIENT, Statistic.RMS, ends);
        Map<String, List<String>> rules = judging ? judged.getAll(ids, unknown -> judge(unknown, group)) : Map.of();
        List<Outcome> outcomes = new ArrayList<>();
        for (Placed run : runs) {
            RecordedColumns measured = metrics.get(run.id());
            double[] values = measured == null ? null : measured.values().get(plan.metric());
            if (values != null) { // or it was deleted just now
                RecordedColumns delta = deltas.get(run.id());
                List<String> layers = ends(outlines.of(run.cell()));
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

    /** The first and the last layer with a signal that is propagated back; none if it is not recorded. */
    private static List<String> ends(Outline outline) {
        List<String> layers = outline.layerNames(Tensor.PRE_ACTIVATION_GRADIENT);
        return layers.isEmpty() ? layers : List.of(layers.get(0), layers.get(layers.size() - 1));
    }

    private static @Nullable Double gain(List<String> layers, RecordedColumns delta, int row) {
        double[] first = delta.values().get(layers.get(0));
        double[] last = delta.values().get(layers.get(1));
        if (first == null || last == null) {
            return null;
        }
        double gain = Math.log10(first[row] / last[row]);
        return Double.isFinite(gain) ? gain : null;
    }

    private Map<String, List<String>> judge(Set<? extends String> ids, RecordedGroup group) {
        Map<String, List<String>> rules = new HashMap<>();
        for (Run run : runs.findAllById(List.copyOf(ids))) {
            rules.put(run.id(), findings.rules(run, RunSpecs.of(run), group.measurements(run.id())));
        }
        return rules;
    }
}
