package dev.backflow.experiments;

import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Published claims about vanishing gradients as experiments. They are written in {@code experiments/*.json} as a client
 * would post them. Two are presets of runs as well, and of the same name.
 */
@Component
public class ExperimentPresets {

    private final List<ExperimentPreset> presets;

    ExperimentPresets(JsonMapper mapper) {
        presets = Stream.of(
                        "vanishing-gradient", "glorot", "three-networks", "glorot-2010", "depth", "he-2015", "cures")
                .map(name -> read(mapper, name))
                .toList();
    }

    private static ExperimentPreset read(JsonMapper mapper, String name) {
        try (InputStream json = new ClassPathResource("experiments/" + name + ".json").getInputStream()) {
            return SpecReader.read(mapper.readTree(json), ExperimentPreset.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<ExperimentPreset> all() {
        return presets;
    }

    public Optional<ExperimentPreset> named(String name) {
        return presets.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }
}
