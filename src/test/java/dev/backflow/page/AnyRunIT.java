package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The page shows every run there can be: its title, curves and pictures, and not a word on the console. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyRunIT {

    private Page page;
    private Map<String, String> ids;

    @BeforeAll
    void trainOneOfEach(@TempDir Path folder) {
        page = Page.ofSharedService(folder);
        ids = OneOfEach.train(page.service);
        page.open("");
        page.until(".legend");
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    Stream<String> runs() {
        return ids.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void thePageShowsTheRun(String name) {
        String id = ids.get(name);
        JsonNode run = page.service.get("/api/v1/runs/" + id).json();

        page.browser.executeScript("location.hash = '#runs=' + arguments[0]", id);

        page.until(() -> !page.texts("#delete-" + id).isEmpty()
                && page.texts(".drawn img").size() == drawn(run).size());
        assertThat(page.title()).isEqualTo(run.get("name").asString());
        assertThat(page.texts("[aria-busy]")).isEmpty();
        page.until(page::picturesAreLoaded);
        assertThat(page.texts(".findings")).hasSize(1);
        assertThat(page.texts(".figure:not(.drawn) .panel-title")).isNotEmpty();
        assertThat(page.texts(".heat")).hasSize(run.get("figures").toString().contains("heatmap") ? 1 : 0);
        page.assertQuiet();
    }

    /** The pictures of the service that the page shows. */
    private static List<String> drawn(JsonNode run) {
        return run.get("figures")
                .valueStream()
                .map(JsonNode::asString)
                .filter("boundary"::equals)
                .toList();
    }
}
