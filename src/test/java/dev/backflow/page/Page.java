package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page of a service as a real browser shows it. */
final class Page implements AutoCloseable {

    final TestService service;
    final ChromeDriver browser;

    private final boolean ownsService;

    private Page(TestService service, ChromeDriver browser, boolean ownsService) {
        this.service = service;
        this.browser = browser;
        this.ownsService = ownsService;
    }

    /** Of a service of its own, which ends with it. */
    static Page start(Path folder, String... more) {
        TestService service = TestService.start(folder, more);
        return new Page(service, Browser.start(folder.resolve("profile")), true);
    }

    /** Of the service that tests share. */
    static Page ofSharedService(Path folder) {
        return new Page(TestService.shared(), Browser.start(folder.resolve("profile")), false);
    }

    /**
     * Trains a small network of ReLU for a few epochs.
     *
     * @param training more of its training, such as {@code , "optimizer": "adam"}; empty for the defaults
     * @return the run's id, once it has ended
     */
    String trained(String name, String training) {
        return trained(service, name, training);
    }

    /** The same, for whoever asks the service. */
    String trained(TestService service, String name, String training) {
        String id = service.submit("""
                {"name": "%s", "spec": {"dataset": {"type": "circles", "samples": 80},
                 "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 4, "activation": "relu"},
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "epochs": 5%s}}}""".formatted(name, training));
        service.ended(id);
        return id;
    }

    /** @param hash such as {@code #run=…}; opened anew if the page is there already */
    void open(String hash) {
        browser.get("about:blank");
        browser.get(service.address("/" + hash).toString());
        until("main[data-view]:not([aria-busy])");
    }

    /** Goes on to another view, as a link does. */
    void go(String hash) {
        browser.executeScript("location.hash = arguments[0]", hash);
    }

    void until(BooleanSupplier holds) {
        new WebDriverWait(browser, Duration.ofMinutes(5), Duration.ofMillis(50)).until(b -> holds.getAsBoolean());
    }

    void until(String selector) {
        until(() -> !texts(selector).isEmpty());
    }

    /** Read at one moment: a live page may redraw between finding an element and asking for its text. */
    @SuppressWarnings("unchecked")
    List<String> texts(String selector) {
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)", selector);
    }

    String title() {
        return texts("#title").get(0);
    }

    WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /** Wherever it is at that moment: what comes above it may move it. */
    void click(String selector) {
        browser.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    void press(String selector) {
        find(selector).sendKeys(Keys.ENTER);
    }

    void choose(String select, String value) {
        new Select(find(select)).selectByValue(value);
    }

    /** The row of the list of runs in which the words are, or "". */
    String rowOf(String words) {
        return texts("#run-rows tr").stream()
                .filter(row -> row.contains(words))
                .findFirst()
                .orElse("");
    }

    /** What the console has had to say since it was asked last: warnings, errors and failed requests. */
    List<String> console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** All that was sent since the page was opened, as it was sent. */
    long bytes() {
        return ((Number) browser.executeScript(
                        "return [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
                                + ".reduce((sum, each) => sum + each.encodedBodySize, 0)"))
                .longValue();
    }

    /** Charts with something else between their axes than paper, grid and marks. */
    long paintedCurves() {
        return (Long) browser.executeScript("""
                return [...document.querySelectorAll('.panel canvas')].filter((canvas) => {
                    const pixels = canvas.getContext('2d').getImageData(47, 0, canvas.width - 47, canvas.height - 30).data;
                    return pixels.some((value, at) => at % 4 === 3 && value > 0 && pixels[at - 3] < 100);
                }).length""");
    }

    /** Whether the pictures that the service draws have all come. */
    boolean picturesAreLoaded() {
        return (Boolean) browser.executeScript(
                "return [...document.querySelectorAll('.drawn img')].every((img) => img.naturalWidth > 0)");
    }

    void assertQuiet() {
        assertThat(console()).isEmpty();
        assertThat(texts("#trouble:not([hidden])")).isEmpty();
    }

    @Override
    public void close() {
        browser.quit();
        if (ownsService) {
            service.close();
        }
    }
}
