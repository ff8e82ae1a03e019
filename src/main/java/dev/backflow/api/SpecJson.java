package dev.backflow.api;

import dev.backflow.experiments.ExperimentRequest;
import dev.backflow.recording.Outline;
import dev.backflow.runs.RunRequest;
import dev.backflow.spec.SpecWriter;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Answers what can be read from JSON as it would be written there, every default filled in. */
@JacksonComponent(type = {RunRequest.class, ExperimentRequest.class, Outline.class})
class SpecJson extends ValueSerializer<Record> {

    @Override
    public void serialize(Record spec, JsonGenerator generator, SerializationContext context) {
        generator.writePOJO(SpecWriter.write(spec));
    }
}
