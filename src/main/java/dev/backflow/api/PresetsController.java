package dev.backflow.api;

import dev.backflow.runs.Preset;
import dev.backflow.runs.Presets;
import dev.backflow.runs.RunService;
import dev.backflow.runs.SpecWriter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ObjectNode;

/** The tutorial and friends, ready to submit. */
@RestController
@RequestMapping(path = "/api/v1/presets", produces = MediaType.APPLICATION_JSON_VALUE)
class PresetsController {

    private final Presets presets;
    private final RunService runs;

    PresetsController(Presets presets, RunService runs) {
        this.presets = presets;
        this.runs = runs;
    }

    @GetMapping
    Items<ObjectNode> list() {
        return new Items<>(presets.all().stream().map(SpecWriter::write).toList(), null);
    }

    @GetMapping("/{name}")
    ObjectNode get(@PathVariable String name) {
        return SpecWriter.write(preset(name));
    }

    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Items<RunView> submit(@PathVariable String name) {
        return new Items<>(
                runs.submit(preset(name).runs()).stream().map(RunView::of).toList(), null);
    }

    private Preset preset(String name) {
        return presets.named(name)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no preset " + name + "; there are "
                                + presets.all().stream().map(Preset::name).toList() + "."));
    }
}
