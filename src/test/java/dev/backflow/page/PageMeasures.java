package dev.backflow.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the page in a real browser: when the first view is complete and what it weighs, how many frames a second the
 * replay of the tutorial has, and how long the browser takes from an input until it shows what it did (Event Timing,
 * of which it tells multiples of 8 ms), among a thousand runs and in a run of ten thousand epochs.
 */
public final class PageMeasures {

    private static final int ROUNDS = 7;

    /** When the page changed last, and the longest interaction since it was set to 0. */
    private static final String OBSERVERS = """
            window.changed = 0;
            new MutationObserver(() => (window.changed = performance.now()))
                .observe(document, { childList: true, subtree: true, characterData: true });
            window.longest = 0;
            new PerformanceObserver((list) => list.getEntries().filter((each) => each.interactionId)
                .forEach((each) => (window.longest = Math.max(window.longest, each.duration))))
                .observe({ type: "event", durationThreshold: 16 });""";

    private static final String FRAMES = """
            const [done, from] = [arguments[0], performance.now()];
            let [frames, epochs, last] = [0, 0, ""];
            requestAnimationFrame(function count() {
                const now = document.querySelector("#replay-epoch").value;
                frames++;
                epochs += now === last ? 0 : 1;
                last = now;
                performance.now() - from < 3000 ? requestAnimationFrame(count) : done([frames / 3, epochs / 3]);
            });""";

    private final Page page;

    private PageMeasures(Page page) {
        this.page = page;
        page.browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", OBSERVERS));
    }

    public static void main(String[] none) throws Exception {
        Path folder = Files.createTempDirectory("measures");
        try (Page page = Page.start(folder, "--backflow.welcome=true")) {
            PageMeasures measures = new PageMeasures(page);
            measures.firstView();
            measures.replay();
            String longest = ManyRuns.in(page);
            measures.epochs(longest);
            measures.runs();
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void firstView() throws InterruptedException {
        page.until(() -> page.service.ids("?state=succeeded").size() == 3);
        List<Double> complete = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            page.open("");
            Thread.sleep(3000);
            complete.add(number("return window.changed"));
        }
        say("first view complete %.0f ms after its request; %d bytes were sent", median(complete), page.bytes());
    }

    private void replay() {
        String id = page.service.ids("").get(0);
        page.open("#run=" + id);
        page.until("#boundary");
        page.press("#replay-play");
        List<?> rates = (List<?>) page.browser.executeAsyncScript(FRAMES);
        say("replay of the tutorial: %.0f frames and %.0f epochs a second", rates.toArray());
    }

    private void epochs(String id) {
        page.open("#run=" + id);
        page.until("#heat-0");
        keys("zoom by a key", "#chart-0", Keys.HOME + "+");
        keys("move by keys", "#chart-0", Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        keys("smooth more", "#choice-smooth", Keys.ARROW_DOWN);
        keys("another statistic", "#choice-statistic", Keys.ARROW_DOWN);
        keys("move the slider", "#replay-epoch", Keys.ARROW_LEFT);
        clicks("all epochs", "#zoom-reset", "#zoom-in");
        clicks("half as many epochs", "#zoom-in");
        interaction("zoom by the mouse", () -> {
            WebElement chart = page.find("#chart-0");
            new Actions(page.browser)
                    .moveToElement(chart, -100, 0)
                    .clickAndHold()
                    .moveByOffset(120, 0)
                    .release()
                    .perform();
        });
    }

    private void runs() {
        for (String view : List.of("#runs", "#runs&group=spec.network.layers.0.activation.type")) {
            page.open(view);
            page.until("#run-rows .spark");
            for (String column : List.of("name", "state", "loss", "time")) {
                clicks("sort by " + column + " in " + view, "#sort-" + column);
            }
            clicks("next page of " + view, "#page-after", "#page-before");
            keys("pick all of " + view, "#pick-all", Keys.SPACE);
        }
    }

    private void keys(String what, String element, CharSequence keys) {
        interaction(what, () -> page.find(element).sendKeys(keys));
    }

    /** Each in turn. */
    private void clicks(String what, String... elements) {
        int[] turn = {0};
        interaction(what, () -> page.find(elements[turn[0]++ % elements.length]).click());
    }

    private void interaction(String what, Runnable input) {
        List<Double> longest = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            page.browser.executeScript("window.longest = 0");
            input.run();
            sleep();
            longest.add(number("return window.longest"));
        }
        say("%s: median %.0f ms, most %.0f ms (0: below 16)", what, median(longest), Collections.max(longest));
    }

    private static void sleep() {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private double number(String script) {
        return ((Number) page.browser.executeScript(script)).doubleValue();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
