package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** What a view shows belongs together, says what no curve can show, and comes to where the user looks. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class ViewIT {

    @TempDir
    static Path folder;

    private static Page page;

    @BeforeAll
    static void startBrowser() {
        page = Page.ofSharedService(folder);
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @AfterEach
    void theConsoleIsQuiet() {
        page.assertQuiet();
    }

    @Test
    void aChosenRunComesToWhereTheUserLooks() {
        String first = page.trained("first of two", "");
        String second = page.trained("second of two", "");
        page.open("");
        page.until("#open-" + second);
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
        String first = page.trained("is shown", "");
        String second = page.trained("cannot be shown", "");
        page.open("#runs=" + first);
        page.until("#delete-" + first);
        page.until("#open-" + second);
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
        String id = page.trained("dies", ", \"optimizer\": {\"type\": \"sgd\", \"learning_rate\": 50}");

        page.open("#runs=" + id);

        page.until("#delete-" + id);
        assertThat(page.texts(".panel-title .named")).contains("standard deviation, logarithmic0 from epoch 1");
        page.find("#choice [value=linear]").click();
        page.until(() -> page.texts(".panel-title .named").get(0).equals("standard deviation"));
    }

    @Test
    void anAddressWithRunsShowsTheSameViewAgain() {
        String id = page.trained("to be shared", "");

        page.open("#runs=" + id + "&tensor=kernel&statistic=zero_fraction&scale=linear");

        page.until(() -> page.title().equals("to be shared"));
        assertThat(page.find("#choice-statistic").getAttribute("value")).isEqualTo("zero_fraction");
        assertThat(page.find("#choice-tensor").getAttribute("value")).isEqualTo("kernel");
        assertThat(page.texts("#choice [value=linear]:checked")).hasSize(1);
    }

    private static long top(String selector) {
        return Math.round(((Number) page.browser.executeScript(
                        "return document.querySelector(arguments[0]).getBoundingClientRect().top", selector))
                .doubleValue());
    }
}
