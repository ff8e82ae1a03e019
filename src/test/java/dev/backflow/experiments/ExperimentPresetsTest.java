package dev.backflow.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ExperimentPresetsTest {

    static List<ExperimentPreset> presets() {
        return new ExperimentPresets(new JsonMapper()).all();
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/experiments"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(presets().stream()
                            .map(preset -> preset.name() + ".json")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void checksAPublishedClaimOnCellsThatThereAreOverEnoughSeeds(ExperimentPreset preset) {
        ExperimentRequest request = preset.experiment();
        Claim claim = request.claim();
        assertThat(claim).isNotNull();
        assertThat(claim.source()).matches(".*20(10|15|21).*");
        assertThat(claim.conditions()).allMatch(condition -> condition.says() != null);
        assertThat(request.labels()).containsEntry(Presets.LABEL, preset.name());
        Grid grid = Grid.of(request, id -> Optional.empty());
        assertThat(grid.cells().stream().map(Cell::title)).doesNotHaveDuplicates();
        Estimate estimate = Estimate.of(request, grid, spec -> {});
        assertThat(estimate.warnings()).isEmpty();
        assertThat(estimate.cpuSeconds()).isLessThan(150);
    }

    @Test
    void repeatsItsCellsAsOftenAsAskedFor() {
        ExperimentRequest request = presets().get(0).experiment();
        assertThat(request.over(7).seeds()).isEqualTo(new Seeds(1, 7));
        assertThat(request.over(request.seeds().count())).isEqualTo(request);
    }
}
