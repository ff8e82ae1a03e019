package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** What a view shows belongs together, says what no curve can show, and comes to where the user looks. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class ViewIT extends InSharedBrowser {

    @Test
    void aChosenRunComesToWhereTheUserLooks() {
        String first = page.trained("first of two", "");
        String second = page.trained("second of two", "");
        page.open("");
        for (String row : List.of(first, first, second)) {
            page.go("#runs");
            page.until("main[data-view=runs] #open-" + row);
            page.browser.executeScript("scrollTo(0, 1000)");
            page.find("#open-" + row).sendKeys(Keys.ENTER);
            page.until(() -> page.texts("#title:focus").size() == 1
                    && page.texts("#delete-" + row).size() == 1);
            assertThat(top("#title")).isBetween(0L, 200L);
        }
        page.go("#runs");
        page.until("#pick-" + second);

        page.find("#pick-" + first).click();
        page.find("#pick-" + second).click();
        page.press("#compare");

        page.until(() -> page.title().equals("2 runs side by side"));
        page.until("#title:focus");
        assertThat(top("#title")).isBetween(0L, 200L);
        page.find("#choice-statistic").sendKeys("m");
        page.until("#choice-statistic:focus");
    }

    @Test
    void aViewThatCannotBeDrawnLeavesTheOneBeforeWhole() {
        String first = page.trained("is shown", "");
        String second = page.trained("cannot be shown", "");
        page.open("#run=" + first);
        page.until("#delete-" + first);
        page.browser.executeScript("""
                const real = window.fetch;
                window.fetch = (path, init) => path.endsWith(arguments[0] + '/findings')
                    ? Promise.resolve(Response.json({ detail: 'The rules are asleep.' }, { status: 409 })) : real(path, init);
                """, second);

        page.go("#run=" + second);

        page.until("#trouble:not([hidden])");
        assertThat(page.texts("#trouble")).containsExactly("The rules are asleep.");
        assertThat(page.title()).isEqualTo("is shown");
        assertThat(page.browser.getTitle()).startsWith("is shown");
        assertThat(page.texts("#delete-" + first)).hasSize(1);
        assertThat(page.texts("#view .findings")).hasSize(1);
        page.open("");
    }

    @Test
    void aViewThatIsUsedWhileAnotherComesChangesItselfOnly() {
        String id = page.trained("comes slowly", "");
        page.open("#runs");
        page.until("#open-" + id);
        holdBack("/findings");
        page.go("#run=" + id);

        page.press("#sort-name");

        page.until("#view th[aria-sort=ascending] #sort-name");
        assertThat(page.browser.getCurrentUrl()).endsWith("#run=" + id);
        page.browser.executeScript("window.letThemCome()");
        page.until("#delete-" + id);
        assertThat(page.browser.getCurrentUrl()).endsWith("#run=" + id);
    }

    @Test
    void whatIsChosenWhileTheSameViewIsShownAnewStaysChosen() {
        String id = page.trained("comes anew", "");
        page.open("#run=" + id);
        page.until("#delete-" + id);
        holdBack("/findings");
        page.browser.executeScript(
                "window.before = document.querySelector('#view'); window.dispatchEvent(new Event('online'))");

        page.click("#choice [value=linear]");

        page.browser.executeScript("window.letThemCome()");
        page.until(() -> (Boolean) page.browser.executeScript("return !window.before.isConnected"));
        page.until("#delete-" + id);
        page.until(() -> page.texts(".panel-title .named").contains("standard deviation"));
        assertThat(page.find("#choice [value=linear]").isSelected()).isTrue();
        assertThat(page.browser.getCurrentUrl()).endsWith("&scale=linear");
    }

    @Test
    void aStepThatIsLeftBeforeItsRunsAreThereIsNotShownInTheNext() {
        page.service.ids("?label=lesson:vanishing-gradient").forEach(id -> page.service.delete("/api/v1/runs/" + id));
        page.open("");
        holdBack("/runs");
        page.go("#lesson=vanishing-gradient&step=1");
        page.until(() -> page.texts("#step-title").toString().contains("1. "));
        page.go("#lesson=vanishing-gradient&step=3");
        page.until(() -> page.texts("#step-title").toString().contains("3. "));

        page.browser.executeScript("window.letThemCome()");

        page.until(() -> page.texts("#step-figure .panel").size() > 3);
        assertThat(page.texts("#step-figure #replay")).isEmpty();
    }

    /** Answers to addresses that end so come once they are let. */
    private static void holdBack(String end) {
        page.browser.executeScript("""
                const real = window.fetch;
                const late = new Promise((come) => window.letThemCome = come);
                window.fetch = async (path, init) => {
                    path.endsWith(arguments[0]) && await late;
                    return real(path, init);
                };""", end);
    }

    @Test
    void aKeyThatIsPressedAsSoonAsAChartIsDrawnAnewGoesOnFromWhereItWasRead() {
        String id = page.trained("is read", "");
        page.open("#run=" + id);
        page.until("#delete-" + id);
        page.find("#chart-0").sendKeys(Keys.END);
        assertThat(page.texts("#spoken").get(0)).startsWith("Epoch 5: ");

        page.browser.executeScript("""
                const old = document.querySelector('#chart-0');
                const soon = (tasks, what) => queueMicrotask(() => (tasks ? soon(tasks - 1, what) : what()));
                new MutationObserver((_changes, observer) => {
                    if (!old.isConnected) {
                        observer.disconnect();
                        soon(20, () => document.querySelector('#chart-0')
                            .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' })));
                    }
                }).observe(document, { childList: true, subtree: true });""");
        page.choose("#choice-statistic", "mean");

        page.until(() -> page.texts("#spoken").get(0).startsWith("Epoch 4: "));
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
        assertThat(page.texts(".gap.odd")).hasSize(8).containsOnly("NaN from epoch 1");
        assertThat(page.texts(".card .odd")).containsExactly("succeeded, epoch 9 of 9; loss NaN");
        assertThat(page.paintedCurves()).as("with the points of epoch 0").isEqualTo(8);
        page.go("#runs");
        page.until("#open-" + id);
        assertThat(page.rowOf("explodes")).contains("succeeded, loss NaN");
        assertThat(page.texts("#run-rows .succeeded")).noneMatch(state -> state.contains("NaN"));
    }

    @Test
    void zerosOnALogarithmicAxisAreMarked() {
        String id = page.trained("dies", ", \"optimizer\": {\"type\": \"sgd\", \"learning_rate\": 50}");

        page.open("#runs=" + id);

        page.until("#delete-" + id);
        assertThat(page.texts(".panel-title .named")).contains("standard deviation, logarithmic0 from epoch 1");
        page.click("#choice [value=linear]");
        page.until(() -> page.texts(".panel-title .named").get(0).equals("standard deviation"));
        assertThat(page.browser.getCurrentUrl()).endsWith("&scale=linear");
    }

    @Test
    void theSpanOfEpochsThatAKeyChoseIsInTheAddressAndSharedByAllCharts() {
        String id = page.trained("is zoomed into", "");
        page.open("#run=" + id);
        page.until("#delete-" + id);

        page.find(".panel").sendKeys(Keys.HOME, "+");

        page.until(() -> page.browser.getCurrentUrl().contains("&zoom=0-3"));
        page.browser.navigate().refresh();
        page.until("#delete-" + id);
        page.find(".panel").sendKeys("0");
        page.until(() -> !page.browser.getCurrentUrl().contains("zoom"));
    }

    @Test
    void aReplayMovesNetworkBoundaryAndChartsTogetherAndItsStateIsInTheAddress() {
        String id = page.trained("is replayed", "");
        page.open("#run=" + id);
        page.until("#boundary[aria-label*='epoch 5']");
        assertThat(page.texts("#replay-said")).containsExactly("epoch 5 of 5");

        page.find("#replay-epoch").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        page.until(() -> page.browser.getCurrentUrl().contains("&epoch=3"));
        page.find("#replay-lines").sendKeys("g");
        page.until(() -> page.browser.getCurrentUrl().contains("&lines=kernel_gradient"));
        page.browser.navigate().refresh();

        page.until("#network[aria-label*='epoch 3: lines show gradients']");
        page.until("#boundary[aria-label*='epoch 3']");
        assertThat(page.texts(".now:not([hidden])")).hasSameSizeAs(page.texts(".panel, .heat"));
        page.find("#network").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        assertThat(page.texts("#replay .reading caption")).containsExactly("hidden_2 2, epoch 3");
        assertThat(page.texts("#replay .reading th")).containsExactly("back-propagated signal", "bias");

        page.press("#replay-play");
        page.until("#network[aria-label*='epoch 5:']");
        page.until(() -> page.texts("#replay-play").get(0).contains("Play"));
        page.until(() -> !page.browser.getCurrentUrl().contains("epoch="));
    }

    @Test
    void aNetworkThatIsTooLargeToBeReplayedSaysSoAndTheSliderStillMovesTheCharts() {
        String id = page.service.submit("""
                {"name": "wide", "spec": {"dataset": {"type": "circles", "samples": 80},
                 "network": {"layers": [{"units": 600, "activation": "relu"}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "epochs": 3}}}""");
        page.service.ended(id);

        page.open("#run=" + id + "&epoch=1");

        page.until(() -> page.texts("#replay .hint").get(0).contains("2401 weights"));
        page.until(() -> page.texts("#replay-said").get(0).equals("epoch 1 of 3"));
        assertThat(page.texts(".now:not([hidden])")).isNotEmpty();
        assertThat(page.texts("#network")).isEmpty();
    }

    @Test
    void aRunThatTrainsIsFollowedAndNothingIsAskedForTwice() {
        String id = page.service.submit("""
                {"name": "trains for a while", "spec": {"dataset": {"type": "circles", "samples": 1000},
                 "network": {"layers": [{"name": "hidden", "repeat": 3, "units": 8, "activation": "tanh"},
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 1500}}}""");
        page.open("#run=" + id);

        page.until(() -> page.texts(".card p").get(0).startsWith("succeeded, epoch 1500"));

        @SuppressWarnings("unchecked")
        List<String> asked = (List<String>) page.browser.executeScript(
                "return performance.getEntriesByType('resource')"
                        + ".map((each) => decodeURIComponent(each.name)).filter((name) => name.includes(arguments[0]))",
                id);
        assertThat(asked).filteredOn(name -> name.contains("/series")).doesNotHaveDuplicates();
        assertThat(asked)
                .filteredOn(name -> name.contains("/series") && !name.contains("from="))
                .as("whole series, once for each tensor and statistic")
                .hasSizeLessThanOrEqualTo(5);
        assertThat(asked).filteredOn(name -> name.endsWith("/events")).isNotEmpty();
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
