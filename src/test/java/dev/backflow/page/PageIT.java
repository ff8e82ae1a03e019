package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.Backflow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A real browser reads the page of a real service. Skipped where there is no Chromium. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class PageIT {

    private static final String SIX = "#view .grid figure";

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext application;
    private static String address;
    private static ChromeDriver browser;

    @BeforeAll
    static void startServiceAndBrowser() {
        application = SpringApplication.run(
                Backflow.class,
                "--server.port=0",
                "--logging.level.org.openqa.selenium=error", // has no typed protocol for the newest Chromium, nor need
                // of one
                "--spring.datasource.url=jdbc:h2:async:" + folder.resolve("store"));
        address = "http://localhost:" + application.getEnvironment().getProperty("local.server.port") + "/";
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void openThePage() {
        browser.get("about:blank");
        browser.get(address);
        until("#field-name");
    }

    @AfterEach
    void theConsoleIsQuiet() {
        // Chromium itself notes every answer of 4xx, which is what the refused form is about.
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> !entry.getMessage().contains("status of 400"))
                .isEmpty();
    }

    @Test
    void anEmptyStoreSoonShowsTheSixFiguresOfTheTutorial() throws Exception {
        waitFor().until(b -> drawnPanels() == 18 && results() == 6);

        assertThat(texts(SIX + " figcaption strong"))
                .containsExactly("sigmoid", "tanh", "relu", "sigmoid", "tanh", "relu");
        assertThat(texts(".legend li")).containsExactly("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
        assertThat(texts(".say").get(0)).containsPattern("hidden_1 is [\\d.]+ times smaller than that of output");
        assertThat(paintedCurves()).isEqualTo(18);
        Path pictures = Path.of("target", "page");
        Files.createDirectories(pictures);
        Files.write(pictures.resolve("vanishing-gradient.png"), Browser.picture(browser, 1400, "main"));
    }

    @Test
    void arrowKeysReadTheNumbersOfAllLayersAtAnEpoch() {
        waitFor().until(b -> drawnPanels() == 18 && results() == 6);
        WebElement gradients = browser.findElements(By.cssSelector(".panel")).get(1);

        gradients.sendKeys(Keys.HOME, Keys.ARROW_RIGHT);

        until(".reading:not([hidden]) caption");
        assertThat(texts(".reading:not([hidden]) caption")).containsExactly("epoch 1");
        assertThat(texts(".reading:not([hidden]) td")).hasSize(5).allMatch(number -> number.matches("-?[\\de.-]+"));
    }

    @Test
    void aRunStartedFromTheFormAppearsAndSucceeds() {
        type("name", "two wide layers");
        type("layers", "2");
        type("epochs", "20");
        submit();

        waitFor().until(b -> b.getTitle().startsWith("two wide layers") && drawnPanels() == 11);
        waitFor().until(b -> rowOf("two wide layers").contains("succeeded"));
        for (String picture : List.of("Heat map of two wide layers", "Predictions of two wide layers")) {
            waitFor().until(b -> (Boolean) browser.executeScript(
                    "return document.querySelector('.drawn img[alt^=\"" + picture + "\"]')?.naturalWidth > 0"));
        }
        browser.findElement(By.cssSelector(".panel[aria-label*='backward gain']"))
                .sendKeys(Keys.HOME);
        until(".reading:not([hidden]) caption");
        assertThat(texts(".reading:not([hidden]) td"))
                .hasSize(2)
                .allMatch(number -> number.matches("[\\de.-]+ \\(theory [\\de.-]+\\)"));
        assertThat(browser.getCurrentUrl()).contains("#runs=").contains("tensor=kernel_gradient");
        assertThat(texts(".legend li")).containsExactly("hidden_1", "hidden_2", "output");
    }

    @Test
    void aDiagnosedRunShowsItsFindingsAndIsTrainedAgainWithARemedy() {
        waitFor().until(b -> drawnPanels() == 18 && results() == 6);
        browser.findElement(By.cssSelector(SIX + " figcaption a")).click();
        until(".finding");
        assertThat(texts(".finding h3")).anyMatch(title -> title.toLowerCase().startsWith("vanishing gradient"));
        browser.findElement(By.cssSelector(".findings summary")).click();
        waitFor().until(b -> texts(".findings details li").size() == 3);
        assertThat(texts(".findings details li").get(0)).startsWith("SageMaker Debugger: ");

        browser.findElement(By.id("try-vanishing_gradient-0")).click();

        waitFor().until(b -> b.getTitle().startsWith("2 runs side by side"));
        waitFor().until(b -> rowOf(": Use leaky_relu with he_normal").contains("succeeded"));
        assertThat(browser.findElements(By.cssSelector(".finding"))).isEmpty();
    }

    @Test
    void aRefusedFormShowsTheProblemAtTheField() {
        type("learning_rate", "-1");
        type("units", "many");
        submit();

        waitFor().until(b -> !b.findElement(By.id("error-units")).getText().isEmpty());
        assertThat(browser.findElement(By.id("error-units")).getText()).contains("must be a whole number");
        assertThat(browser.findElement(By.id("error-learning_rate")).getText()).contains("positive");
        assertThat(browser.findElement(By.id("field-units")).getAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(browser.findElement(By.id("form-error")).getText()).isEmpty();
    }

    @Test
    void markupInTheNameOfARunStaysText() {
        String name = "<img src=x onerror=\"document.title='harmed'\">";
        type("name", name);
        type("epochs", "1");
        submit();

        waitFor().until(b -> rowOf(name).contains("succeeded"));
        waitFor().until(b -> b.findElement(By.id("title")).getText().equals(name));
        assertThat(browser.findElements(By.cssSelector("img[src=x]"))).isEmpty();
        assertThat(browser.getTitle()).startsWith("<img");
    }

    @Test
    void anAddressWithRunsShowsTheSameViewAgain() {
        type("name", "to be shared");
        type("epochs", "1");
        submit();
        waitFor().until(b -> rowOf("to be shared").contains("succeeded"));
        String shared = browser.getCurrentUrl().replace("statistic=std", "statistic=zero_fraction");

        browser.get("about:blank");
        browser.get(shared);

        waitFor().until(b -> b.getTitle().startsWith("to be shared"));
        assertThat(browser.findElement(By.id("choice-statistic")).getAttribute("value"))
                .isEqualTo("zero_fraction");
    }

    @Test
    void aNarrowScreenNeedsNoSidewaysScrolling() {
        Browser.resize(browser, 375, 800);
        try {
            waitFor().until(b -> drawnPanels() == 18);
            assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(375);
        } finally {
            Browser.resize(browser, 1400, 900);
        }
    }

    @Test
    void aNewVersionOfThePageIsSeenAtOnce() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String path : List.of("", "assets/page.js", "webjars/uplot/dist/uPlot.iife.min.js")) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isNotEmpty();
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(answer.headers().firstValue("Last-Modified")).isEmpty();
        }
    }

    private static WebDriverWait waitFor() {
        return new WebDriverWait(browser, Duration.ofMinutes(5), Duration.ofMillis(100));
    }

    private static void until(String selector) {
        waitFor().until(b -> !b.findElements(By.cssSelector(selector)).isEmpty());
    }

    private static int drawnPanels() {
        return browser.findElements(By.cssSelector(SIX + " canvas")).size();
    }

    private static long results() {
        return texts(SIX + " figcaption").stream()
                .filter(text -> text.contains("accuracy"))
                .count();
    }

    /** Canvases on which there are more colours than paper, grid and labels need. */
    private static long paintedCurves() {
        return (Long) browser.executeScript("""
                return [...document.querySelectorAll('#view canvas')].filter((canvas) => {
                    const pixels = canvas.getContext('2d').getImageData(60, 0, canvas.width - 60, canvas.height).data;
                    return pixels.some((value, at) => at % 4 === 3 && value > 0 && pixels[at - 3] < 100);
                }).length""");
    }

    /** Read at one moment: a live page may redraw between finding an element and asking for its text. */
    @SuppressWarnings("unchecked")
    private static List<String> texts(String selector) {
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent)", selector);
    }

    private static String rowOf(String name) {
        return texts("#run-rows tr").stream()
                .filter(row -> row.contains(name))
                .findFirst()
                .orElse("");
    }

    private static void type(String field, String text) {
        WebElement input = browser.findElement(By.id("field-" + field));
        input.clear();
        input.sendKeys(text);
    }

    private static void submit() {
        browser.findElement(By.cssSelector("#form button")).sendKeys(Keys.ENTER);
    }
}
