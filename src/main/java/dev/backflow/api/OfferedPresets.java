package dev.backflow.api;

import dev.backflow.experiments.Estimate;
import dev.backflow.experiments.ExperimentPreset;
import dev.backflow.experiments.ExperimentPresets;
import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.experiments.Experiments;
import dev.backflow.recording.BadQueryException;
import dev.backflow.runs.NoSuchPresetException;
import dev.backflow.runs.Preset;
import dev.backflow.runs.Presets;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Presets of runs and of experiments under one roof. */
@Component
class OfferedPresets {

    static final int MOST_SEEDS = 1000;

    private final Presets runs;
    private final ExperimentPresets grids;
    private final Experiments experiments;

    /** Of experiments as presets say; they do not change. */
    private final Map<String, Estimate> estimates = new ConcurrentHashMap<>();

    OfferedPresets(Presets runs, ExperimentPresets grids, Experiments experiments) {
        this.runs = runs;
        this.grids = grids;
        this.experiments = experiments;
    }

    List<PresetView> all() {
        return names().map(name -> named(name, null)).toList();
    }

    private Stream<String> names() {
        return Stream.concat(
                        runs.all().stream().map(Preset::name),
                        grids.all().stream().map(ExperimentPreset::name))
                .distinct();
    }

    /**
     * @param seeds how often its experiment repeats each cell; null as the preset says
     * @throws NoSuchPresetException if there is none
     * @throws BadQueryException if seeds are asked for that it cannot have
     */
    PresetView named(String name, @Nullable Integer seeds) {
        Optional<Preset> plain =
                runs.all().stream().filter(preset -> preset.name().equals(name)).findFirst();
        Optional<ExperimentPreset> grid = grids.named(name);
        if (plain.isEmpty() && grid.isEmpty()) {
            throw new NoSuchPresetException(name, names().toList());
        }
        check(name, seeds, grid.isPresent());
        ExperimentRequest experiment = grid.map(preset -> seeds == null
                        ? preset.experiment()
                        : preset.experiment().over(seeds))
                .orElse(null);
        Estimate estimate = experiment == null ? null : estimate(name, seeds, experiment);
        return new PresetView(
                name,
                WireNames.of(plain.isPresent() ? PresetView.Kind.RUNS : PresetView.Kind.EXPERIMENT),
                plain.map(Preset::title)
                        .or(() -> grid.map(ExperimentPreset::title))
                        .orElseThrow(),
                plain.map(Preset::description)
                        .or(() -> grid.map(ExperimentPreset::description))
                        .orElseThrow(),
                plain.map(Preset::runs).orElse(List.of()),
                experiment,
                estimate);
    }

    /** Null of an experiment that is too much for this service as it is. */
    private @Nullable Estimate estimate(String name, @Nullable Integer seeds, ExperimentRequest request) {
        try {
            if (seeds != null) {
                return experiments.estimate(request);
            }
            return estimates.computeIfAbsent(name, key -> experiments.estimate(request));
        } catch (RefusedSpecException e) {
            if (seeds == null) {
                return null;
            }
            throw new BadQueryException(
                    "seeds", seeds.toString(), "would " + e.problems().get(0).detail());
        }
    }

    private static void check(String name, @Nullable Integer seeds, boolean isExperiment) {
        if (seeds == null) {
            return;
        }
        if (!isExperiment) {
            throw new BadQueryException(
                    "seeds", seeds.toString(), "is of experiments, and " + name + " is runs; leave it out");
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new BadQueryException("seeds", seeds.toString(), "must be from 1 to " + MOST_SEEDS);
        }
    }
}
