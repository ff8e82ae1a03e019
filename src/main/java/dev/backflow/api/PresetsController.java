package dev.backflow.api;

import dev.backflow.runs.IdempotentRequests;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.StringNode;

/** The tutorial and friends, ready to submit. */
@Tag(name = "Presets")
@RestController
@RequestMapping(path = "/api/v1/presets", produces = MediaType.APPLICATION_JSON_VALUE)
class PresetsController {

    private final OfferedPresets presets;
    private final RunService runs;
    private final IdempotentRequests repeated;
    private final ExperimentSubmission submission;

    PresetsController(
            OfferedPresets presets, RunService runs, IdempotentRequests repeated, ExperimentSubmission submission) {
        this.presets = presets;
        this.runs = runs;
        this.repeated = repeated;
        this.submission = submission;
    }

    /**
     * List the presets. Each is runs or an experiment, ready to submit, or both; {@code vanishing-gradient} is the
     * tutorial. An experiment checks a claim that was published.
     *
     * @return All of them
     */
    @GetMapping
    Items<PresetView> listPresets() {
        return new Items<>(presets.all(), null);
    }

    /**
     * Look at a preset. Its runs can be posted to {@code /api/v1/runs} one by one and its experiment to {@code
     * /api/v1/experiments}, changed as you like.
     *
     * @param name of the preset
     * @param seeds how often the experiment repeats each cell; left out, as the preset says
     * @return What it shows, and what it posts with every default filled in
     */
    @GetMapping("/{name}")
    PresetView getPreset(
            @PathVariable String name,
            @Schema(minimum = "1", maximum = "" + OfferedPresets.MOST_SEEDS) @RequestParam(required = false) @Nullable
                    Integer seeds) {
        return presets.named(name, seeds);
    }

    /**
     * Train a preset's networks. All of its runs are queued, or none. With {@code seeds}, and where the preset has no
     * runs, it is an experiment.
     *
     * @param name of the preset
     * @param seeds how often the experiment repeats each cell; left out, as the preset says
     * @param key repeated within a day for the same preset and seeds, it finds what was made first
     * @return The new runs, in the order of the preset; or the experiment
     */
    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Object> submitPreset(
            @PathVariable String name,
            @Schema(minimum = "1", maximum = "" + OfferedPresets.MOST_SEEDS) @RequestParam(required = false) @Nullable
                    Integer seeds,
            @Schema(pattern = IdempotencyKeyHeader.PATTERN)
                    @RequestHeader(name = IdempotencyKeyHeader.HEADER, required = false)
                    @Nullable
                    String key) {
        PresetView preset = presets.named(name, seeds);
        if (preset.experiment() != null && (seeds != null || preset.runs().isEmpty())) {
            return submission.submit(preset.experiment(), key);
        }
        List<Run> made = repeated.once(
                IdempotencyKeyHeader.checked(key),
                "preset",
                () -> StringNode.valueOf(name),
                () -> runs.submit(preset.runs()));
        return ResponseEntity.accepted()
                .body(new Items<>(made.stream().map(RunView::of).toList(), null));
    }
}
