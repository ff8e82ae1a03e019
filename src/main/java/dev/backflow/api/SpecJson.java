package dev.backflow.api;

import dev.backflow.runs.Preset;
import dev.backflow.spec.SpecWriter;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Presets are answered as they would be written, every default filled in. */
@JacksonComponent(type = Preset.class)
class SpecJson extends ValueSerializer<Preset> {

    @Override
    public void serialize(Preset preset, JsonGenerator generator, SerializationContext context) {
        generator.writePOJO(SpecWriter.write(preset));
    }
}
