package dev.backflow.runs;

import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tutorial and friends. They are written in {@code presets/*.json} as a client would post them. */
@Component
public class Presets {

    /** What an empty store begins with. */
    public static final String TUTORIAL = "vanishing-gradient";

    /** The label of a preset's runs. It says how they were specified, so what is changed is without it. */
    public static final String LABEL = "preset";

    private final List<Preset> presets;

    Presets(JsonMapper mapper) {
        presets = Stream.of(
                        TUTORIAL, "glorot", "remedies", "three-layer-relu", "three-layer-sigmoid", "five-layer-sigmoid")
                .map(name -> read(mapper, name))
                .toList();
    }

    private static Preset read(JsonMapper mapper, String name) {
        try (InputStream json = new ClassPathResource("presets/" + name + ".json").getInputStream()) {
            return SpecReader.read(mapper.readTree(json), Preset.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Preset> all() {
        return presets;
    }

    /** @throws NoSuchPresetException if there is none */
    public Preset named(String name) {
        return presets.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchPresetException(
                        name, presets.stream().map(Preset::name).toList()));
    }
}
