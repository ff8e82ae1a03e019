package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No view keeps anybody out: axe-core finds nothing serious on any, nor on what is shown in place of one, in light and
 * dark, on a phone and on a projector; and none needs sideways scrolling.
 */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "Accessibility is not tested: there is no browser, or .ci/run has not installed axe-core")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AxeIT {

    private static final Path AXE = Path.of("target/node/node_modules/axe-core/axe.min.js");

    private Page page;
    private final Map<String, View> views = new LinkedHashMap<>();

    /** The kind of view that is shown; empty if it cannot be left by a link. */
    private String shown = "";

    /**
     * A view that is looked at.
     *
     * @param hash its address
     * @param ready a selector of what is there once it is whole
     * @param before a script that makes its state, "" for none
     */
    private record View(String hash, String ready, String before) {}

    static boolean isInstalled() {
        return Browser.isInstalled() && Files.exists(AXE);
    }

    @BeforeAll
    void train(@TempDir Path folder) {
        page = Page.start(folder, "--backflow.welcome=true");
        page.open("");
        page.until(() -> page.service.ids("?state=succeeded").size() == 3);
        List<String> runs = page.service.ids("");
        String experiment = page.service
                .post("/api/v1/presets/glorot?seeds=7", "")
                .json()
                .get("id")
                .asString();
        String two = runs.get(2) + "," + runs.get(0);
        add("start", "", "#view .grid figure canvas");
        add("runs", "#runs", "#run-rows tr");
        add("run", "#run=" + runs.get(2), "#network[aria-label]");
        add("comparison laid over", "#compare=" + two, ".heat canvas");
        add("comparison side by side", "#compare=" + two + "&layout=side", ".heat canvas");
        add("comparison of three", "#compare=" + two + "," + runs.get(1), ".heat canvas");
        add("new", "#new", "#checked:not(:empty)");
        add("grid", "#new&grid=open", "#grid-estimate:not([hidden])");
        add("change", "#new=" + runs.get(2), "#checked:not(:empty)");
        add("refused", "#new", ".error .warned", """
                const set = (pointer, text) => {
                    const field = document.querySelector(`[data-pointer="${pointer}"]`);
                    field.value = text;
                    field.dispatchEvent(new Event(field.matches('select') ? 'change' : 'input'));
                };
                set('/network/layers/1/activation', 'relu');""");
        add("lesson", "#lesson=vanishing-gradient&step=2", "#network[aria-label]");
        add("lesson on a projector", "#lesson=vanishing-gradient&step=3&projector=1", ".panel canvas");
        add("lesson over seeds", "#lesson=vanishing-gradient&step=5", ".gains");
        add("experiments", "#experiments", ".claims li");
        add("experiment", "#experiment=" + experiment, "#bands-title ~ .grid canvas");
        add("no such run", "#run=nothing", ".nothing");
        add("no such experiment", "#experiment=nothing", ".nothing");
        add("no such lesson", "#lesson=nothing", "#view a");
        add("empty start", "", "#view", answering("{ items: [], next_page_token: null }", 200));
        add("empty runs", "#runs", "#no-runs:not([hidden])", answering("{ items: [], next_page_token: null }", 200));
        add("no rights", "#runs", "#sign-in:not([hidden])", answering("{ detail: 'Say who you are.' }", 401));
        add("broken", "#runs", "#trouble:not([hidden])", answering("{ detail: 'The database is away.' }", 503));
        add("offline", "#runs", "#trouble:not([hidden])", "window.dispatchEvent(new Event('offline'));");
    }

    private void add(String name, String hash, String ready) {
        add(name, hash, ready, "");
    }

    private void add(String name, String hash, String ready, String before) {
        views.put(name, new View(hash, ready, before));
    }

    /** Every list is asked for anew and answered with this. */
    private static String answering(String body, int status) {
        return """
                const real = window.fetch;
                window.fetch = (path, init) => /api.v1.(runs|experiments)\\?/.test(path)
                    ? Promise.resolve(Response.json(%s, { status: %d })) : real(path, init);
                window.dispatchEvent(new Event('online'));""".formatted(body, status);
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    Stream<String> names() {
        return views.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void axeFindsNothingSerious(String name) throws IOException {
        View view = views.get(name);
        arrive(view);
        page.until(view.ready);
        if (!Boolean.TRUE.equals(page.browser.executeScript("return 'axe' in window"))) {
            page.browser.executeScript(Files.readString(AXE));
        }
        List<Object> found = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            Browser.prefer(page.browser, theme);
            for (int width : List.of(1920, 390)) {
                Browser.resize(page.browser, width, width == 390 ? 844 : 1080);
                violations().forEach(violation -> found.add(theme + " " + width + ": " + violation));
                Long wide = (Long) page.browser.executeScript("return document.documentElement.scrollWidth");
                assertThat(wide).isLessThanOrEqualTo(width);
            }
        }

        assertThat(found).isEmpty();
    }

    /** By a link from another view, which is quicker, unless one of the two has a state of its own. */
    private void arrive(View view) {
        String kind = view.hash.replaceAll("[=&].*", "");
        if (kind.equals(shown) || shown.isEmpty() || !view.before.isEmpty()) {
            page.open(view.hash);
            page.browser.executeScript(view.before);
        } else {
            page.browser.executeScript("document.querySelector('#view').dataset.left = 'yes'");
            page.go(view.hash);
            page.until("#view:not([data-left])");
            page.until("main:not([aria-busy])");
        }
        shown = view.before.isEmpty() ? kind : "";
    }

    private List<?> violations() {
        return (List<?>) page.browser.executeAsyncScript("""
                const done = arguments[0];
                requestAnimationFrame(() => axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations
                    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target + ' ' + node.failureSummary).slice(0, 3).join(' | '))),
                    (error) => done(['axe failed: ' + error])));
                """);
    }
}
