package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** An experiment is chosen, followed, read and taken away in its view. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class ExperimentViewIT extends InSharedBrowser {

    private static final String PROGRESS = "#experiment-progress";

    @Test
    void aPublishedClaimIsTrainedFollowedByItsEventsAndJudged() {
        page.open("#experiments");
        page.find("#seeds-three-networks").clear();
        page.find("#seeds-three-networks").sendKeys("6");
        assertThat(page.texts(".claims li").toString()).contains("3 cells, 18 runs, about 1 s of one processor");
        page.press("#experiment-three-networks");

        page.until(() -> page.texts(PROGRESS).contains("succeeded: 18 runs"));
        page.until("#claim .verdict:not(:empty)");
        page.until(() -> page.texts("#claim > p").stream().noneMatch(text -> text.contains("before all runs")));
        page.until(() -> page.texts("#view .panel canvas").size() == 3);
        assertThat(page.texts(".matrix:not(.gains) tbody tr")).hasSize(3);
        assertThat(page.texts(".verdicts li")).hasSize(3).allMatch(sentence -> sentence.contains("seeds"));
        assertThat(page.texts(".gains circle")).hasSize(36);
        assertThat(asked("/events")).as("none if all was over at once").isLessThan(2);
        assertThat(asked("/summary")).as("not once for every run").isLessThan(12);

        page.find("#view .panel").sendKeys(Keys.HOME, Keys.ARROW_RIGHT);
        page.until(".reading:not([hidden]) caption");
        assertThat(page.texts(".reading:not([hidden]) caption")).containsExactly("epoch 1: median (middle half)");
        page.click("#choice [value=linear]");
        page.until(() -> page.browser.getCurrentUrl().endsWith("&scale=linear"));

        page.browser.executeScript("""
                const real = window.fetch;
                window.fetch = async (path, init) => {
                    if (path.includes('statistic=mean')) {
                        await new Promise((come) => window.letItCome = come);
                    }
                    return real(path, init);
                };""");
        page.choose("#choice-statistic", "mean");
        page.until(() -> Boolean.TRUE.equals(page.browser.executeScript("return Boolean(window.letItCome)")));
        page.choose("#choice-statistic", "max");
        page.until(() -> titles().contains("max of"));
        page.browser.executeScript("window.letItCome()");
        page.until(() -> asked("statistic=mean") == 1);
        assertThat(titles()).as("what was chosen last").contains("max of");
    }

    private static String titles() {
        return page.texts("#view figcaption").toString();
    }

    @Test
    void thePairThatIsReadIsInTheAddressAndAnExperimentIsCancelledAndDeleted() {
        String id =
                page.service.post("/api/v1/experiments", """
                        {"name": "depth", "base": {"dataset": {"type": "circles", "samples": 1000},
                         "network": {"layers": [{"name": "hidden", "repeat": 2, "units": 8, "activation": "tanh"},
                                                {"units": 1, "activation": "sigmoid"}]},
                         "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 400}},
                         "axes": [{"path": "/network/layers/0/repeat", "values": [1, 2, 3, 4, 5]}],
                         "seeds": {"first": 1, "count": 40}}""").json().get("id").asString();
        page.open("#experiment=" + id);
        page.until("progress");
        assertThat(page.texts(PROGRESS).get(0)).contains("of 200 runs have ended");
        page.until("#pair-3-1");

        page.press("#cancel-experiment");
        page.until(() -> page.texts(PROGRESS).contains("cancelled: 200 runs"));
        page.press("#pair-3-1");
        page.until(() -> page.browser.getCurrentUrl().endsWith("&pair=3-1"));
        page.until("#pair-3-1[aria-pressed=true]");
        assertThat(page.texts("#verdict").get(0)).contains("seeds");

        page.press("#delete-experiment");
        page.press("#delete-experiment");
        page.until(() -> page.title().equals("Experiments"));
        page.open("#experiment=" + id);
        assertThat(page.title()).isEqualTo("No such experiment");
        assertThat(page.console()).allMatch(line -> line.contains(id) && line.contains("status of 404"));
    }

    /** How often the page asked for what ends with this. */
    private static long asked(String end) {
        return ((Number) page.browser.executeScript(
                        "return performance.getEntriesByType('resource').filter((each) => each.name.endsWith(arguments[0])).length",
                        end))
                .longValue();
    }
}
