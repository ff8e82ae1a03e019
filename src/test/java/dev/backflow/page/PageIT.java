package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A real browser uses the page of a real service. Skipped where there is no Chromium. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class PageIT {

    private static final String FIGURES = "#view .grid figure";

    @TempDir
    static Path folder;

    private static Page page;

    @BeforeAll
    static void startServiceAndBrowser() {
        page = Page.start(folder, "--backflow.welcome=true");
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void openThePage() {
        page.open("");
    }

    /** What a test expects on the console, it reads itself. */
    @AfterEach
    void theConsoleIsQuiet() {
        page.assertQuiet();
    }

    @Test
    void anEmptyStoreSoonShowsTheSixFiguresOfTheTutorial() throws Exception {
        untilTheTutorialIsThere();

        assertThat(page.texts(FIGURES + " figcaption strong"))
                .containsExactly("sigmoid", "tanh", "relu", "sigmoid", "tanh", "relu");
        assertThat(page.texts(".legend li")).containsExactly("hidden_1", "hidden_2", "hidden_3", "hidden_4", "output");
        assertThat(page.texts(".say").get(0)).containsPattern("hidden_1 is [\\d.]+ times smaller than that of output");
        assertThat(page.paintedCurves()).isEqualTo(18);
        Path pictures = Path.of("target", "page");
        Files.createDirectories(pictures);
        Files.write(pictures.resolve("vanishing-gradient.png"), Browser.picture(page.browser, 1400, "main"));
    }

    @Test
    void arrowKeysReadTheNumbersOfAllLayersAtAnEpoch() {
        untilTheTutorialIsThere();
        WebElement gradients =
                page.browser.findElements(By.cssSelector(".panel")).get(1);

        gradients.sendKeys(Keys.HOME, Keys.ARROW_RIGHT);

        page.until(".reading:not([hidden]) caption");
        assertThat(page.texts(".reading:not([hidden]) caption")).containsExactly("epoch 1");
        assertThat(page.texts(".reading:not([hidden]) td"))
                .hasSize(5)
                .allMatch(number -> number.matches("-?[\\de.-]+"));
    }

    @Test
    void aDiagnosedRunIsTrainedAgainWithARemedyAndTheTutorialStaysAsItIs() {
        untilTheTutorialIsThere();
        List<String> before = page.texts(FIGURES + " figcaption");
        page.find(FIGURES + " figcaption a").click();
        page.until(".finding");
        assertThat(page.texts(".finding h3")).anyMatch(title -> title.startsWith("vanishing gradient"));
        page.find("#not-judged summary").click();
        assertThat(page.texts("#not-judged li"))
                .anyMatch(rule -> rule.startsWith("overfitting: There are no validation examples."));
        page.find("#other-tools summary").click();
        page.until(() -> page.texts("#other-tools li").size() == 3);
        assertThat(page.texts("#other-tools li").get(0)).startsWith("SageMaker Debugger: ");

        page.find("#try-vanishing_gradient-0").click();

        page.until(() -> page.title().startsWith("Leaky relu instead of sigmoid, he normal instead of random normal"));
        page.until(() -> page.texts(".card").stream()
                .anyMatch(card -> card.contains(": Use leaky_relu with he_normal") && card.contains("succeeded")));
        assertThat(page.texts(".finding")).isEmpty();
        page.find("nav a").click();
        page.until(() -> drawnPanels() == 18);
        assertThat(page.texts(FIGURES + " figcaption")).isEqualTo(before);
    }

    @Test
    void theTutorialShowsNoRunThatOnlyCallsItselfThePresets() {
        untilTheTutorialIsThere();
        List<String> before = page.texts(FIGURES + " figcaption");
        String preset = page.service
                .get("/api/v1/presets/vanishing-gradient")
                .json()
                .at("/runs/1")
                .toString();
        String id = page.service.submit(preset.replace("\"epochs\":100", "\"epochs\":5"));
        page.service.ended(id);

        page.open("");

        untilTheTutorialIsThere();
        assertThat(page.texts(FIGURES + " figcaption")).isEqualTo(before);
    }

    @Test
    void aDeletedRunIsGoneFromListAndView() {
        String id = page.trained("not for long", "");
        page.open("#run=" + id);
        page.until("#delete-" + id);

        page.press("#delete-" + id);
        page.press("#delete-" + id);

        page.until(() -> page.title().equals("Runs"));
        assertThat(page.rowOf("not for long")).isEmpty();
        page.browser.navigate().back();
        page.until(() -> page.title().equals("No such run"));
        assertThat(page.texts("#view .nothing"))
                .containsExactly("There is no run " + id + ". It may have been deleted.");
        assertThat(page.console()).isNotEmpty().allMatch(line -> line.contains(id) && line.contains("status of 404"));
    }

    @Test
    void markupInTheNameOfARunStaysText() {
        String name = "<img src=x onerror=\"document.title='harmed'\">";
        page.open("#new");
        page.find("#field-name").sendKeys(name);
        type("/training/epochs", "1");
        submit();

        page.until(() -> page.title().equals(name));
        assertThat(page.browser.getTitle()).startsWith("<img");
        assertThat(page.texts("img[src=x]")).isEmpty();
        page.go("#runs");
        page.until(() -> page.rowOf(name).contains("succeeded"));
        assertThat(page.texts("img[src=x]")).isEmpty();
    }

    @Test
    void aNarrowScreenNeedsNoSidewaysScrolling() {
        Browser.resize(page.browser, 375, 800);
        try {
            page.until(() -> drawnPanels() == 18);
            for (String view :
                    List.of("", "#runs", "#new", "#run=" + page.service.ids("").get(0))) {
                page.open(view);
                assertThat((Long) page.browser.executeScript("return document.documentElement.scrollWidth"))
                        .as(view)
                        .isLessThanOrEqualTo(375);
            }
        } finally {
            Browser.resize(page.browser, 1400, 900);
        }
    }

    @Test
    void aNewVersionOfThePageIsSeenAtOnce() {
        for (String path : List.of("/", "/assets/page.js", "/webjars/uplot/dist/uPlot.iife.min.js")) {
            var answer = page.service.send(HttpRequest.newBuilder(page.service.address(path)));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isNotEmpty();
            assertThat(answer.response().headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(answer.response().headers().firstValue("Last-Modified")).isEmpty();
        }
    }

    private static void untilTheTutorialIsThere() {
        page.until(() -> drawnPanels() == 18
                && page.texts(FIGURES + " figcaption").stream()
                                .filter(text -> text.contains("accuracy"))
                                .count()
                        == 6);
    }

    private static int drawnPanels() {
        return page.texts(FIGURES + " .panel canvas").size();
    }

    private static void type(String pointer, String text) {
        WebElement input = page.find("[data-pointer='" + pointer + "']");
        input.clear();
        input.sendKeys(text, Keys.TAB);
    }

    private static void submit() {
        page.press("#train");
    }
}
