package dev.backflow.api;

import dev.backflow.runs.Preset;
import dev.backflow.runs.Presets;
import dev.backflow.runs.RunService;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tutorial and friends, ready to submit. */
@Tag(name = "Presets")
@RestController
@RequestMapping(path = "/api/v1/presets", produces = MediaType.APPLICATION_JSON_VALUE)
class PresetsController {

    private final Presets presets;
    private final RunService runs;

    PresetsController(Presets presets, RunService runs) {
        this.presets = presets;
        this.runs = runs;
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
     * @return The new runs, in the order of the preset
     */
    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Items<RunView> submitPreset(@PathVariable String name) {
        return new Items<>(
                runs.submit(presets.named(name).runs()).stream()
                        .map(RunView::of)
                        .toList(),
                null);
    }
}
