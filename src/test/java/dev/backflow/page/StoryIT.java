package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What a newcomer does, from an empty store to a network that learns, without a mouse. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class StoryIT {

    @Test
    void fromALessonToTheFindingAndItsCureByKeyboardAlone(@TempDir Path folder) {
        try (Page page = Page.start(folder)) {
            page.open("");
            page.until("#presets button");
            assertThat(bytesOfThePage(page)).isBetween(20_000L, 300_000L);
            go(page, "#lesson-vanishing-gradient");
            page.until("#network[aria-label*='epoch 100']");
            assertThat(page.texts("#step-title:focus")).hasSize(1);

            go(page, "#step-on");
            page.until(() -> page.texts("#step-title").get(0).startsWith("2. "));
            page.until("#network[aria-label*='epoch 100']");
            tabTo(page, "#replay-play").sendKeys(Keys.SPACE);
            page.until(() -> page.texts("#replay-play").get(0).contains("Pause"));
            focused(page).sendKeys(Keys.SPACE);
            page.until(() -> page.browser.getCurrentUrl().matches(".*step=2.*&epoch=\\d+"));

            go(page, "#step-figure a[href^='#run=']");
            page.until(".finding");
            assertThat(page.texts(".finding h3").get(0)).startsWith("vanishing gradient");
            tabTo(page, "#try-vanishing_gradient-0").sendKeys(Keys.ENTER);
            page.until(() -> page.title().startsWith("Leaky relu instead of sigmoid"));
            page.until(() -> page.texts(".card p").stream()
                            .filter(text -> text.startsWith("succeeded"))
                            .count()
                    == 2);
            String address = page.browser.getCurrentUrl();
            List<String> cards = page.texts(".card p");
            page.browser.navigate().refresh();
            page.until(() -> page.texts(".card p").equals(cards));
            assertThat(page.browser.getCurrentUrl()).isEqualTo(address);

            page.browser.navigate().back();
            go(page, "#find-cure");
            page.until("#cure table");
            assertThat(page.texts("#cure [role=status]").get(0)).startsWith("Cured: ");
            go(page, "#see-cure");
            page.until(() -> page.texts(".card p").stream()
                            .filter(text -> text.startsWith("succeeded"))
                            .count()
                    == 2);
            assertThat(hostsAsked(page))
                    .containsExactly(page.service.address("/").getAuthority());
            page.assertQuiet();
        }
    }

    /** Scripts, styles and pictures as they were sent, without what the API answered. */
    private static long bytesOfThePage(Page page) {
        return ((Number) page.browser.executeScript("return performance.getEntriesByType('resource')"
                        + ".filter((each) => !each.name.includes('/api/'))"
                        + ".reduce((sum, each) => sum + each.encodedBodySize, 0)"))
                .longValue();
    }

    /** How long all that moves under the slider takes to be drawn, on average; the best of three passes. */
    /** Presses the link once the keyboard has come to it. */
    private static void go(Page page, String selector) {
        page.until(selector);
        tabTo(page, selector).sendKeys(Keys.ENTER);
    }

    private static WebElement focused(Page page) {
        return page.browser.switchTo().activeElement();
    }

    /** Whatever has the focus, the tab key comes to the element. */
    private static WebElement tabTo(Page page, String selector) {
        for (int presses = 0; presses < 200; presses++) {
            if (Boolean.TRUE.equals(page.browser.executeScript(
                    "return document.activeElement?.matches(arguments[0]) ?? false", selector))) {
                return focused(page);
            }
            new Actions(page.browser).sendKeys(Keys.TAB).perform();
        }
        throw new AssertionError("The keyboard does not come to " + selector);
    }

    @SuppressWarnings("unchecked")
    private static List<String> hostsAsked(Page page) {
        return (List<String>) page.browser.executeScript("return [...new Set(performance.getEntriesByType('resource')"
                + ".filter((each) => each.name.startsWith('http')).map((each) => new URL(each.name).host))]");
    }
}
