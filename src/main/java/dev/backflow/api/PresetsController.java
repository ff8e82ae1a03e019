package dev.backflow.api;

import dev.backflow.runs.IdempotentRequests;
import dev.backflow.runs.Preset;
import dev.backflow.runs.Presets;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunService;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.StringNode;

/** The tutorial and friends, ready to submit. */
@Tag(name = "Presets")
@RestController
@RequestMapping(path = "/api/v1/presets", produces = MediaType.APPLICATION_JSON_VALUE)
class PresetsController {

    private final Presets presets;
    private final RunService runs;
    private final IdempotentRequests repeated;

    PresetsController(Presets presets, RunService runs, IdempotentRequests repeated) {
        this.presets = presets;
        this.runs = runs;
        this.repeated = repeated;
    }

    /**
     * List the presets. Each is one or more runs that show something, ready to submit; {@code vanishing-gradient} is
     * the tutorial.
     *
     * @return All of them
     */
    @GetMapping
    Items<Preset> listPresets() {
        return new Items<>(presets.all(), null);
    }

    /**
     * Look at a preset. Its runs can be posted to {@code /api/v1/runs} one by one, changed as you like.
     *
     * @param name of the preset
     * @return What it shows, and its runs with every default filled in
     */
    @GetMapping("/{name}")
    Preset getPreset(@PathVariable String name) {
        return presets.named(name);
    }

    /**
     * Train a preset's networks. All of its runs are queued, or none.
     *
     * @param name of the preset
     * @param key repeated within a day for the same preset, it finds the runs made first
     * @return The new runs, in the order of the preset
     */
    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Items<RunView> submitPreset(
            @PathVariable String name,
            @Schema(pattern = IdempotencyKeyHeader.PATTERN)
                    @RequestHeader(name = IdempotencyKeyHeader.HEADER, required = false)
                    @Nullable
                    String key) {
        Preset preset = presets.named(name);
        List<Run> made = repeated.once(
                IdempotencyKeyHeader.checked(key),
                "preset",
                () -> StringNode.valueOf(name),
                () -> runs.submit(preset.runs()));
        return new Items<>(made.stream().map(RunView::of).toList(), null);
    }
}
