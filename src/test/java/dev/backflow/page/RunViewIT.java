package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.api.Specs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** What a run has recorded can be looked at in many ways, each of which has an address. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class RunViewIT extends InSharedBrowser {

    private static final String ADDRESS_OF_ALL =
            ".*&smooth=3.*&pins=kernel_gradient\\.std\\.log.*&with=.+&finding=vanishing_gradient.*";

    @Test
    void everyWayToLookAtARunIsInTheAddress() {
        String other = trained("drawn on the same scale", "relu", 30);
        String id = trained("is looked at", "sigmoid", 30);
        page.open("#run=" + id);
        page.until("#heat-with option[value='" + other + "']");

        page.choose("#choice-smooth", "3");
        page.until(() -> page.texts(".panel-title .faint").stream().anyMatch(text -> text.contains("smoothed")));
        page.press("#pin-chart");
        page.until("[id='unpin-kernel_gradient.std.log']");
        assertThat(page.find("#pin-chart").isEnabled()).isFalse();
        page.choose("#heat-with", other);
        page.until(() -> page.texts(".heat").size() == 2);
        page.press("#point-vanishing_gradient");

        page.until(() -> page.browser.getCurrentUrl().matches(ADDRESS_OF_ALL));
        List<String> titles = page.texts(".figure figcaption");
        assertThat(scales()).as("both heat maps have one scale").hasSize(1);
        page.browser.navigate().refresh();
        page.until("#point-vanishing_gradient[aria-pressed='true']");
        page.until(() -> page.texts(".figure figcaption").equals(titles));
        assertThat(page.texts(".shade:not([hidden])")).hasSameSizeAs(page.texts(".panel"));
        assertThat(page.find("#choice-smooth").getAttribute("value")).isEqualTo("3");
        page.press("[id='unpin-kernel_gradient.std.log']");
        page.press("#point-vanishing_gradient");
        page.until(() -> !page.browser.getCurrentUrl().matches(".*(pins|finding).*"));
    }

    @Test
    void aSearchForACureIsFollowedThoughTheServiceWasAway() {
        String id = trained("is to be cured", "sigmoid", 5);
        page.open("#run=" + id);
        page.until("#find-cure");
        page.browser.executeScript("""
                const real = window.fetch;
                window.isAway = true;
                window.fetch = (path, init) => window.isAway && path.endsWith('/cures') && init.method !== 'POST'
                    ? Promise.reject(new TypeError('away')) : real(path, init);""");

        page.press("#find-cure");

        page.until("#trouble:not([hidden])");
        assertThat(page.texts("#trouble")).containsExactly("The service does not answer.");
        page.browser.executeScript("window.isAway = false");
        page.until("#cure table");
        assertThat(page.texts("#trouble:not([hidden])")).isEmpty();
    }

    @Test
    void epochsAreZoomedAndMovedByKeysByTheMouseAndByButtons() {
        String id = trained("is zoomed and moved", "relu", 40);
        page.open("#run=" + id);
        page.until("#chart-0");

        page.find("#chart-0").sendKeys(Keys.HOME, "+");
        untilZoom("0-20");
        page.find("#chart-0").sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        untilZoom("5-25");
        page.press("#zoom-right");
        untilZoom("15-35");
        turnTheWheel("#chart-0 .u-over", "deltaX: -160");
        untilZoom("11-31");
        turnTheWheel("#heat-0 canvas", "deltaY: 400, ctrlKey: true");
        page.until(() -> !page.browser.getCurrentUrl().contains("zoom="));
        page.press("#zoom-in");
        untilZoom("10-30");
        new Actions(page.browser)
                .keyDown(Keys.SHIFT)
                .moveToElement(page.find("#chart-0 .u-over"))
                .clickAndHold()
                .moveByOffset(400, 0)
                .release()
                .keyUp(Keys.SHIFT)
                .perform();
        untilZoom("0-20");
        new Actions(page.browser).doubleClick(page.find("#chart-0 .u-over")).perform();
        page.until(() -> !page.browser.getCurrentUrl().contains("zoom="));
        assertThat(page.find("#zoom-reset").isEnabled()).isFalse();
    }

    @Test
    void notesAreWrittenWhileTheRunTrainsAndStay() {
        String id = page.service.submit(Specs.LONG);
        page.open("#run=" + id);
        page.until("#naming-" + id);
        page.press("#naming-" + id + " summary");
        page.find("#notes-" + id).sendKeys("the gradient vanes", Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        String before = page.texts("#about .card p").get(0);
        page.until(() -> !page.texts("#about .card p").get(0).equals(before));
        page.browser.switchTo().activeElement().sendKeys("ish", Keys.END, Keys.ENTER, "<b>why?</b>");
        page.press("#save-" + id);

        String written = "the gradient vanishes\n<b>why?</b>";
        page.until(() -> page.texts("p.notes").equals(List.of(written)));
        page.service.post("/api/v1/runs/" + id + "/cancel", "");
        assertThat(page.service.get("/api/v1/runs/" + id).json().get("notes").asString())
                .isEqualTo(written);
        page.browser.navigate().refresh();
        page.until(() -> page.texts("p.notes").equals(List.of(written)));
    }

    @Test
    void lossAndMetricsHaveAxesOfTheirOwnAndGainsALineAtOne() {
        String id = trained("has axes of its own", "tanh", 10);
        page.open("#run=" + id);
        page.until(".heat");

        assertThat(page.texts(".panel-title .key")).containsExactly("loss", "accuracy");
        assertThat(page.texts(".figure figcaption")).contains("learninglearning rate 0.001");
        page.find("#heat-0").sendKeys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        assertThat(page.texts(".heat .reading").get(0)).matches("hidden_4, epoch 1: [\\de.-]+");
    }

    @Test
    void aHeatMapTellsZeroFromNaN() {
        String dead = page.trained("is dead", ", \"optimizer\": {\"type\": \"sgd\", \"learning_rate\": 50}");
        String mad = page.service.submit("""
                {"name": "is mad", "spec": {"dataset": {"type": "regression_plane", "samples": 80},
                 "network": {"layers": [{"units": 20, "activation": "relu"}, {"units": 20, "activation": "relu"}, {"units": 1}]},
                 "training": {"loss": "mse", "epochs": 9, "optimizer": {"type": "sgd", "learning_rate": 100}}}}""");
        page.service.ended(mad);

        page.open("#run=" + dead);
        page.until(".heat");
        Set<String> zero = coloursAtTheEndOf("#heat-0 canvas");
        page.open("#run=" + mad);
        page.until(".heat");
        Set<String> nan = coloursAtTheEndOf("#heat-0 canvas");

        assertThat(nan).containsExactly("168,38,28");
        assertThat(zero).hasSizeGreaterThan(1).contains("253,252,249");
        assertThat(page.texts(".heat-legend").get(0)).contains("exactly 0").contains("NaN or ∞");
    }

    @Test
    void chosenColumnsAreDownloadedAsCsv() {
        String id = trained("<b>is</b> downloaded", "relu", 10);
        page.open("#run=" + id);
        page.until("#downloads-" + id);
        page.browser.executeScript("""
                URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return '#'; };
                document.addEventListener('click', (event) => {
                    if (event.target.download) { event.preventDefault(); window.savedAs = event.target.download; }
                }, true);
                HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };""");

        page.press("#downloads-" + id + " summary");
        page.until("#csv-" + id);
        page.choose("#csv-tensor-" + id, "kernel");
        Select layers = new Select(page.find("#csv-layers-" + id));
        layers.deselectAll();
        layers.selectByValue("output");
        page.press("#csv-" + id);

        page.until(() -> page.browser.executeScript("return window.saved") != null);
        assertThat((String) page.browser.executeScript("return window.saved"))
                .startsWith("epoch,output")
                .hasLineCount(12);
        assertThat(page.browser.executeScript("return window.savedAs")).isEqualTo("b-is-b-downloaded-kernel-std.csv");
    }

    private String trained(String name, String activation, int epochs) {
        String id = page.service.submit("""
                {"name": "%s", "spec": {"dataset": {"type": "circles", "samples": 100},
                 "network": {"layers": [{"name": "hidden", "repeat": 4, "units": 5, "activation": "%s",
                    "kernel_initializer": {"type": "random_normal", "stddev": 0.4}}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "optimizer": "rmsprop", "epochs": %d}}}""".formatted(name, activation, epochs));
        page.service.ended(id);
        return id;
    }

    private static void untilZoom(String span) {
        page.until(() -> page.browser.getCurrentUrl().contains("&zoom=" + span));
    }

    private static void turnTheWheel(String selector, String how) {
        page.browser.executeScript(
                "const at = document.querySelector(arguments[0]); const box = at.getBoundingClientRect();"
                        + " at.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: box.x + box.width / 2, clientY: box.y + 20, "
                        + how + " }))",
                selector);
    }

    private static Set<String> scales() {
        return Set.copyOf(page.texts(".heat-ticks"));
    }

    /** What is painted where the last epochs of the middle layer are. */
    @SuppressWarnings("unchecked")
    private static Set<String> coloursAtTheEndOf(String canvas) {
        return Set.copyOf((List<String>) page.browser.executeScript("""
                const canvas = document.querySelector(arguments[0]);
                const { data } = canvas.getContext('2d').getImageData(canvas.width - 60, Math.round((canvas.height - 36) / 2) - 8, 30, 16);
                return [...new Set(Array.from({ length: data.length / 4 }, (_, k) => data.slice(4 * k, 4 * k + 3).join(',')))];""", canvas));
    }
}
