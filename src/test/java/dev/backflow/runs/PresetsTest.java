package dev.backflow.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PresetsTest {

    @Test
    void noFileIsLeftOut() throws IOException {
        List<String> offered = new Presets(new JsonMapper())
                .all().stream().map(preset -> preset.name() + ".json").toList();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/presets"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(offered);
        }
    }
}
