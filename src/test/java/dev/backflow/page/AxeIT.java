package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No view keeps anybody out: axe-core finds nothing serious on any, light or dark, on a phone or a projector. */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "Accessibility is not tested: there is no browser, or .ci/run has not installed axe-core")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AxeIT {

    private static final Path AXE = Path.of("target/node/node_modules/axe-core/axe.min.js");

    private Page page;
    private final Map<String, String> views = new LinkedHashMap<>();

    static boolean isInstalled() {
        return Browser.isInstalled() && Files.exists(AXE);
    }

    @BeforeAll
    void train(@TempDir Path folder) {
        page = Page.start(folder, "--backflow.welcome=true");
        page.open("");
        page.until(() -> page.texts("#view .grid figure canvas").size() == 18);
        page.until(() -> page.service.ids("?state=succeeded").size() == 3);
        List<String> runs = page.service.ids("");
        views.put("start", "");
        views.put("runs", "#runs");
        views.put("run", "#run=" + runs.get(2));
        views.put("compare", "#compare=" + runs.get(2) + "," + runs.get(0));
        views.put("new", "#new");
        views.put("change", "#new=" + runs.get(2));
        views.put("lesson", "#lesson=vanishing-gradient&step=2");
        views.put("lesson over seeds", "#lesson=vanishing-gradient&step=4");
        views.put("experiments", "#experiments");
        views.put("no such run", "#run=nothing");
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    Stream<Arguments> screens() {
        return views.keySet().stream()
                .flatMap(view -> Stream.of(Arguments.of(view, 1920, "light"), Arguments.of(view, 390, "dark")));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void axeFindsNothingSerious(String view, int width, String theme) throws IOException {
        Browser.resize(page.browser, width, width == 390 ? 844 : 1080);
        Browser.prefer(page.browser, theme);
        page.open(views.get(view));
        if (view.equals("lesson over seeds")) {
            page.until(
                    () -> page.texts("#experiment-progress").stream().anyMatch(text -> text.startsWith("succeeded")));
        }
        if (view.equals("run") || view.equals("lesson")) {
            page.until("#network[aria-label]");
        }
        page.browser.executeScript(Files.readString(AXE));

        Object violations = page.browser.executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations
                    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target + ' ' + node.failureSummary).slice(0, 3).join(' | '))),
                    (error) => done(['axe failed: ' + error]));
                """);

        assertThat((List<?>) violations).isEmpty();
        Long wide = (Long) page.browser.executeScript("return document.documentElement.scrollWidth");
        assertThat(wide).isLessThanOrEqualTo(width);
        Path pictures = Files.createDirectories(Path.of("target", "page"));
        Files.write(
                pictures.resolve(view.replace(' ', '-') + "-" + width + "-" + theme + ".png"),
                Browser.picture(page.browser, width, "main"));
    }
}
