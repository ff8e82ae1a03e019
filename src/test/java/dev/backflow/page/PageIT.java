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
    private static final String NETWORK = """
            "dataset": {"type": "circles", "samples": 80}, "network": {"layers": [
            {"units": 4, "activation": "relu"}, {"units": 4, "activation": "relu"}, {"units": 1, "activation": "sigmoid"}]}""";

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
    void aRunStartedFromTheFormAppearsAndSucceeds() {
        type("name", "two wide layers");
        type("layers", "2");
        type("epochs", "20");
        submit();

        page.until(() -> page.title().equals("two wide layers") && drawnPanels() == 11);
        page.until(() -> page.rowOf("two wide layers").contains("succeeded"));
        page.until(() -> page.texts(".drawn img").size() == 2 && page.picturesAreLoaded());
        page.find(".panel[aria-label*='backward gain']").sendKeys(Keys.HOME);
        page.until(".reading:not([hidden]) caption");
        assertThat(page.texts(".reading:not([hidden]) td"))
                .hasSize(2)
                .allMatch(number -> number.matches("[\\de.-]+ \\(theory [\\de.-]+\\)"));
        assertThat(page.browser.getCurrentUrl()).contains("#runs=").contains("tensor=kernel_gradient");
        assertThat(page.texts(".legend li")).containsExactly("hidden_1", "hidden_2", "output");
    }

    @Test
    void aDiagnosedRunIsTrainedAgainWithARemedyAndTheTutorialStaysAsItIs() {
        untilTheTutorialIsThere();
        List<String> before = page.texts(FIGURES + " figcaption");
        page.find(FIGURES + " figcaption a").click();
        page.until(".finding");
        assertThat(page.texts(".finding h3")).anyMatch(title -> title.startsWith("vanishing gradient"));
        page.find("#other-tools summary").click();
        page.until(() -> page.texts("#other-tools li").size() == 3);
        assertThat(page.texts("#other-tools li").get(0)).startsWith("SageMaker Debugger: ");

        page.find("#try-vanishing_gradient-0").click();

        page.until(() -> page.title().equals("2 runs side by side"));
        page.until(() -> page.rowOf(": Use leaky_relu with he_normal").contains("succeeded"));
        assertThat(page.texts(".finding")).isEmpty();
        page.find("nav a").click();
        page.until(() -> drawnPanels() == 18);
        assertThat(page.texts(FIGURES + " figcaption")).isEqualTo(before);
    }

    @Test
    void theTutorialShowsNoRunThatOnlyCallsItselfThePresets() {
        untilTheTutorialIsThere();
        List<String> before = page.texts(FIGURES + " figcaption");
        String id = page.service.submit(
                "{\"labels\": {\"preset\": \"vanishing-gradient\", \"activation\": \"tanh\"}, \"spec\": {" + NETWORK
                        + ", \"training\": {\"loss\": \"binary_crossentropy\", \"epochs\": 3}}}");
        page.service.ended(id);

        page.open("");

        untilTheTutorialIsThere();
        assertThat(page.texts(FIGURES + " figcaption")).isEqualTo(before);
    }

    @Test
    void aChosenRunComesToWhereTheUserLooks() {
        String first = trained("first of two", "rmsprop");
        String second = trained("second of two", "rmsprop");
        page.open("");
        for (String row : List.of(first, first, second)) {
            page.find("#open-" + row).sendKeys(Keys.ENTER);
            page.until(() -> page.texts("#title:focus").size() == 1
                    && page.texts("#delete-" + row).size() == 1);
            assertThat(top("main")).isBetween(-2L, 20L);
        }

        page.find("#pick-" + first).click();
        page.find("#pick-" + second).click();
        page.press("#compare");

        page.until(() -> page.title().equals("2 runs side by side"));
        page.until("#title:focus");
        assertThat(top("main")).isBetween(-2L, 20L);
        page.find("#choice-statistic").sendKeys("m");
        page.until("#choice-statistic:focus");
    }

    @Test
    void aViewThatCannotBeDrawnLeavesTheOneBeforeWhole() {
        String first = trained("is shown", "rmsprop");
        String second = trained("cannot be shown", "rmsprop");
        page.open("#runs=" + first);
        page.until("#delete-" + first);
        page.browser.executeScript("""
                const real = window.fetch;
                window.fetch = (path, init) => path.endsWith(arguments[0] + '/findings')
                    ? Promise.resolve(Response.json({ detail: 'The rules are asleep.' }, { status: 409 })) : real(path, init);
                """, second);

        page.find("#open-" + second).sendKeys(Keys.ENTER);

        page.until("#trouble:not([hidden])");
        assertThat(page.texts("#trouble")).containsExactly("The rules are asleep.");
        assertThat(page.title()).isEqualTo("is shown");
        assertThat(page.browser.getTitle()).startsWith("is shown");
        assertThat(page.texts("#delete-" + first)).hasSize(1);
        assertThat(page.texts("#view .findings")).hasSize(1);
        page.open("");
    }

    @Test
    void aRunThatCameToNaNSaysSince() {
        String id = page.service.submit("""
                {"name": "explodes", "spec": {"dataset": {"type": "regression_plane", "samples": 80},
                 "network": {"layers": [{"units": 20, "activation": "relu"}, {"units": 20, "activation": "relu"}, {"units": 1}]},
                 "training": {"loss": "mse", "epochs": 9, "optimizer": {"type": "sgd", "learning_rate": 100}}}}""");
        page.service.ended(id);

        page.open("#runs=" + id);

        page.until("#delete-" + id);
        assertThat(page.texts(".gap.odd")).hasSize(11).containsOnly("NaN from epoch 1");
        assertThat(page.texts(".card .odd")).containsExactly("succeeded, epoch 9 of 9; loss NaN");
        assertThat(page.rowOf("explodes")).contains("succeeded, loss NaN");
        assertThat(page.texts("tr.open .succeeded")).isEmpty();
        assertThat(page.paintedCurves()).as("with the points of epoch 0").isEqualTo(11);
    }

    @Test
    void zerosOnALogarithmicAxisAreMarked() {
        String id = trained("dies", "{\"type\": \"sgd\", \"learning_rate\": 50}");

        page.open("#runs=" + id);

        page.until("#delete-" + id);
        assertThat(page.texts(".panel-title .named")).contains("standard deviation, logarithmic0 from epoch 1");
        page.find("#choice [value=linear]").click();
        page.until(() -> page.texts(".panel-title .named").get(0).equals("standard deviation"));
    }

    @Test
    void aRefusedFormShowsTheProblemAtTheField() {
        type("learning_rate", "-1");
        type("units", "many");
        submit();

        page.until(() -> !page.texts("#error-units").get(0).isEmpty());
        assertThat(page.texts("#error-units").get(0)).contains("must be a whole number");
        assertThat(page.texts("#error-learning_rate").get(0)).contains("positive");
        assertThat(page.find("#field-units").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.texts("#form-error")).containsExactly("");
        assertThat(page.console())
                .singleElement()
                .asString()
                .contains("/api/v1/runs")
                .contains("status of 400");
    }

    @Test
    void aDeletedRunIsGoneFromListAndView() {
        String id = trained("not for long", "rmsprop");
        page.open("#runs=" + id);
        page.until("#delete-" + id);

        page.press("#delete-" + id);
        page.press("#delete-" + id);

        untilTheTutorialIsThere();
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
        type("name", name);
        type("epochs", "1");
        submit();

        page.until(() -> page.rowOf(name).contains("succeeded"));
        page.until(() -> page.title().equals(name));
        assertThat(page.texts("img[src=x]")).isEmpty();
        assertThat(page.browser.getTitle()).startsWith("<img");
    }

    @Test
    void anAddressWithRunsShowsTheSameViewAgain() {
        String id = trained("to be shared", "rmsprop");

        page.open("#runs=" + id + "&tensor=kernel&statistic=zero_fraction&scale=linear");

        page.until(() -> page.title().equals("to be shared"));
        assertThat(page.find("#choice-statistic").getAttribute("value")).isEqualTo("zero_fraction");
        assertThat(page.find("#choice-tensor").getAttribute("value")).isEqualTo("kernel");
        assertThat(page.texts("#choice [value=linear]:checked")).hasSize(1);
    }

    @Test
    void aNarrowScreenNeedsNoSidewaysScrolling() {
        Browser.resize(page.browser, 375, 800);
        try {
            page.until(() -> drawnPanels() == 18);
            assertThat((Long) page.browser.executeScript("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(375);
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
        return page.texts(FIGURES + " canvas").size();
    }

    private static long top(String selector) {
        return Math.round(((Number) page.browser.executeScript(
                        "return document.querySelector(arguments[0]).getBoundingClientRect().top", selector))
                .doubleValue());
    }

    /** @param optimizer JSON or a name */
    private static String trained(String name, String optimizer) {
        String id = page.service.submit(
                "{\"name\": \"%s\", \"spec\": {%s, \"training\": {\"loss\": \"binary_crossentropy\", \"epochs\": 5, \"optimizer\": %s}}}"
                        .formatted(name, NETWORK, optimizer.startsWith("{") ? optimizer : "\"" + optimizer + "\""));
        page.service.ended(id);
        return id;
    }

    private static void type(String field, String text) {
        WebElement input = page.find("#field-" + field);
        input.clear();
        input.sendKeys(text);
    }

    private static void submit() {
        page.press("#form button");
    }
}
