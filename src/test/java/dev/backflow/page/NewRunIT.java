package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** A run is written in the form or as JSON: what is wrong is said while one writes, and what is right is trained. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class NewRunIT extends InSharedBrowser {

    @Test
    void aRunStartedFromTheFormAppearsAndSucceeds() {
        page.open("#new");
        page.find("#field-name").sendKeys("two wide layers");
        type("/network/layers/0/repeat", "2");
        type("/training/epochs", "20");
        submit();

        page.until(() -> page.title().equals("two wide layers") && drawnPanels() == 9);
        page.until(() -> page.texts(".card p").get(0).startsWith("succeeded"));
        page.until(() -> page.texts(".drawn img").size() == 1 && page.picturesAreLoaded());
        page.find(".panel[aria-label*='backward gain']").sendKeys(Keys.HOME);
        page.until(".reading:not([hidden]) caption");
        assertThat(page.texts(".reading:not([hidden]) td"))
                .hasSize(2)
                .allMatch(number -> number.matches("[\\de.-]+ \\(theory [\\de.-]+\\)"));
        assertThat(page.browser.getCurrentUrl()).contains("#run=");
        assertThat(page.texts(".legend li")).containsExactly("hidden_1", "hidden_2", "output");
    }

    @Test
    void whatIsPressedTwiceIsMadeOnce() {
        page.open("#new");
        type(page.find("#field-name"), "pressed twice");
        type("/training/epochs", "3");

        page.browser.executeScript("const form = document.querySelector('#form');"
                + "form.requestSubmit(); form.requestSubmit(); form.requestSubmit();");

        page.until(() -> page.title().equals("pressed twice"));
        assertThat(page.service.ids("?name=pressed+twice")).hasSize(1);
        String id = page.service.ids("?name=pressed+twice").get(0);
        page.service.ended(id);
        page.until("#delete-" + id);
    }

    @Test
    void aRefusedFormShowsTheProblemAtTheField() {
        page.open("#new");
        choose("/training/optimizer", "adam");
        page.find("#at-training-optimizer-learning_rate-number").sendKeys("-1", Keys.TAB);
        type("/network/layers/0/units", "many");
        submit();

        page.until("[data-pointer='/network/layers/0/units']:focus");
        assertThat(error("/network/layers/0/units")).contains("must be a whole number");
        assertThat(error("/training/optimizer/learning_rate")).contains("positive");
        assertThat(page.find("[data-pointer='/network/layers/0/units']").getAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(page.texts("#form-error")).containsExactly("");
        theConsoleSaysOnlyThatItWasRefused();
    }

    @Test
    void everythingThatIsRefusedIsSaidAtItsFieldsWhileOneWritesAndGoesWithItsCause() {
        page.open("#new");
        type("/training/epochs", "-1");
        type("/network/layers/0/units", "many");
        page.until(() -> page.texts("#checked").contains("2 things are refused: see the fields."));
        assertThat(error("/training/epochs")).contains("must be at least 0");
        assertThat(error("/network/layers/0/units")).contains("must be a whole number");
        assertThat(page.texts("[data-pointer='/training/epochs']:focus"))
                .as("the keyboard stays")
                .isEmpty();

        type("/training/epochs", "3");
        type("/network/layers/0/units", "4");

        page.until(() -> page.texts("#checked").get(0).startsWith("Ready to train"));
        assertThat(page.texts("[data-error]:not(:empty), [aria-invalid]")).isEmpty();
        theConsoleSaysOnlyThatItWasRefused();
    }

    @Test
    void pointsOfWhatWasWrittenBeforeDoNotReplaceThoseOfWhatIsWritten() {
        page.open("#new");
        page.browser.executeScript("""
                const real = window.fetch;
                window.fetch = async (path, init) => {
                    if (!path.endsWith('/preview') || !init.body.includes('"samples":200,')) {
                        return real(path, init);
                    }
                    await new Promise((come) => window.letItCome = come);
                    const answer = await real(path, init);
                    const body = await answer.json();
                    answer.json = async () => {
                        window.isRead = true;
                        return body;
                    };
                    return answer;
                };""");
        type("/dataset/samples", "200");
        page.until(() -> is("letItCome"));
        type("/dataset/samples", "300");
        page.until(() -> page.texts("#data-said").get(0).contains("300"));

        page.browser.executeScript("window.letItCome()");

        page.until(() -> is("isRead"));
        assertThat(page.texts("#data-said").get(0)).contains("300");
    }

    private static boolean is(String known) {
        return Boolean.TRUE.equals(page.browser.executeScript("return Boolean(window[arguments[0]])", known));
    }

    @Test
    void aWarningIsSaidAtItsFieldAndItsRemedyIsAButton() {
        page.open("#new");
        choose("/network/layers/1/activation", "relu");

        page.until(() -> error("/network/layers/1/activation").startsWith("Warning: The loss takes probabilities"));
        assertThat(page.texts("#checked")).containsExactly("1 warning: see the fields.");
        page.press("[data-error='/network/layers/1/activation'] button");

        page.until(() -> page.texts("#checked").get(0).startsWith("Ready to train"));
        assertThat(page.find("[data-pointer='/network/layers/1/activation']").getAttribute("value"))
                .isEqualTo("sigmoid");
    }

    @Test
    void layersAreAddedCopiedMovedAndRemovedByKeyboard() {
        page.open("#new");
        type("/network/layers/0/units", "3");

        page.press("#add-layer");
        page.browser.switchTo().activeElement().sendKeys(Keys.chord(Keys.ALT, Keys.ARROW_UP));
        assertThat(page.texts("#at-network-layers-0-type:focus"))
                .as("the keyboard goes with it")
                .hasSize(1);
        type("/network/layers/0/units", "8");
        page.press("#at-network-layers-0-copy");
        page.press("#at-network-layers-1-remove");

        assertThat(json()).containsSubsequence("8", "\"hidden\"", "3", "\"output\"");
        page.until(() -> page.texts("#checked").get(0).startsWith("Ready to train"));
        page.press("#copy-python");
        assertThat(page.texts("#code").get(0)).startsWith("import requests").contains("\"units\": 8");
    }

    @Test
    void oneThingIsChangedInARunAndTheComparisonSaysWhatItWas() {
        String id = page.trained("to be changed", "");
        page.open("#run=" + id);
        page.until("#change-" + id);
        page.press("#change-" + id);
        page.until(() -> page.texts("#difference").contains("Nothing is changed yet."));

        choose("/network/layers/0/activation", "tanh");

        page.until(() -> page.texts("#difference").contains("Changed: tanh instead of relu."));
        assertThat(json()).contains("\"activation\": \"tanh\"");
        submit();
        page.until(() -> page.title().equals("Tanh instead of relu"));
        page.until(() -> page.texts(".card p").stream()
                        .filter(text -> text.startsWith("succeeded"))
                        .count()
                == 2);
    }

    @Test
    void whatIsWrittenAsJsonIsInTheFormAndTheOtherWayRound() {
        page.open("#new");
        WebElement json = page.find("#spec-json");
        page.browser.executeScript(
                "arguments[0].value = arguments[0].value.replace('sigmoid', 'gelu').replace('\"epochs\": 100', '\"epochs\": 12');"
                        + " arguments[0].dispatchEvent(new Event('input'))",
                json);
        assertThat(page.find("[data-pointer='/network/layers/0/activation']").getAttribute("value"))
                .isEqualTo("gelu");
        assertThat(page.find("[data-pointer='/training/epochs']").getAttribute("value"))
                .isEqualTo("12");

        page.press("#add-layer");
        choose("/network/layers/1/activation", "relu");
        page.press("#at-network-layers-0-down");
        assertThat(json()).containsSubsequence("\"relu\"", "\"gelu\"", "\"output\"");
        page.press("#copy-curl");
        assertThat(page.texts("#code").get(0)).startsWith("curl 'http").contains("gelu");
        page.until(() -> page.texts(".scatter[aria-label='1000 examples of 2 features in 2 classes']")
                        .size()
                == 1);
    }

    @Test
    void aFileThatIsChosenIsTrainedOn() throws Exception {
        Path csv = folder.resolve("flowers.csv");
        StringBuilder rows = new StringBuilder("length,width,species\n");
        for (int i = 0; i < 60; i++) {
            rows.append(1 + i % 7 + (i % 2) * 3)
                    .append(".5,")
                    .append(i % 5)
                    .append(i % 2 == 0 ? ",setosa\n" : ",virginica\n");
        }
        Files.writeString(csv, rows);
        page.open("#new");

        page.find("#csv-file").sendKeys(csv.toString());

        page.until(() -> json().contains("\"target\": \"species\""));
        assertThat(page.texts("#form-error, #trouble:not([hidden])")).containsExactly("");
        page.until("#columns table");
        assertThat(page.texts("#columns tbody th")).containsExactly("length", "width", "species");
        page.until(() -> page.texts("#data-said").get(0).equals("60 examples of 2 features in 2 classes."));
        page.find("#feature-1").click();
        page.until(() -> page.texts("#data-said").get(0).equals("60 examples of 1 feature in 2 classes."));
        page.find("#target-0").click();
        page.until(() -> json().contains("\"target\": \"length\""));
        assertThat(json()).contains("mean_squared_error");
        page.find("#target-2").click();
        page.until(() -> json().contains("binary_crossentropy"));
        page.until(() -> page.texts("#data-said").get(0).equals("60 examples of 2 features in 2 classes."));
        type("/training/epochs", "5");
        submit();
        page.until(() -> page.texts(".card p").stream().anyMatch(text -> text.startsWith("succeeded")));
        page.until("#boundary");
    }

    @Test
    void fieldsThatArePickedAsAxesBecomeAnExperiment() {
        page.open("#new");
        page.find("#grid summary").click();
        page.until("#axis-0");
        type(page.find("#axis-0-values"), "sigmoid, relu");
        type(page.find("#grid-seeds"), "3");
        type("/training/epochs", "2");
        page.until(() -> page.texts("#grid-estimate").get(0).startsWith("2 cells, 6 runs: about 1 s"));
        assertThat(page.texts("#grid-estimate .warned").get(0)).contains("3 seeds are too few");

        page.press("#take-seeds");
        page.until(() -> page.texts("#grid-estimate").get(0).startsWith("2 cells, 12 runs"));
        assertThat(page.texts("#grid-estimate .warned:not([hidden])")).isEmpty();
        page.find("#field-name").sendKeys("two activations");
        page.press("#train-grid");

        page.until(() -> page.title().equals("two activations"));
        page.until(() -> page.texts("#experiment-progress").get(0).startsWith("succeeded: 12 runs"));
        assertThat(page.texts(".matrix:not(.gains) tbody th")).containsExactly("sigmoid", "relu");
    }

    /** A browser notes every answer of 400. */
    private static void theConsoleSaysOnlyThatItWasRefused() {
        assertThat(page.console())
                .isNotEmpty()
                .allMatch(line -> line.contains("/api/v1/runs") && line.contains("status of 400"));
    }

    private static String json() {
        return page.find("#spec-json").getAttribute("value");
    }

    private static int drawnPanels() {
        return page.texts("#view .grid figure .panel canvas").size();
    }

    private static void type(String pointer, String text) {
        type(page.find("[data-pointer='" + pointer + "']"), text);
    }

    private static void type(WebElement input, String text) {
        input.clear();
        input.sendKeys(text, Keys.TAB);
    }

    private static void choose(String pointer, String value) {
        new Select(page.find("[data-pointer='" + pointer + "']")).selectByValue(value);
    }

    private static String error(String pointer) {
        return page.texts("[data-error='" + pointer + "']").get(0);
    }

    private static void submit() {
        page.press("#train");
    }
}
