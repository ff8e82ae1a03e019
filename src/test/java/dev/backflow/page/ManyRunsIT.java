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
import org.openqa.selenium.interactions.Actions;

/** Of a thousand runs, and of ten thousand epochs, the page asks for no more than it shows. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class ManyRunsIT {

    private static final long MOST_BYTES = 500_000;

    @TempDir
    static Path folder;

    private static Page page;
    private static String longest;

    @BeforeAll
    static void fillTheStore() {
        page = Page.start(folder);
        longest = ManyRuns.in(page);
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
    void aListOfAThousandRunsLoadsOnePageOfThem() {
        page.open("#runs");
        page.until(() -> page.texts("#run-rows .spark").size() > 20);

        assertThat(page.bytes()).isLessThan(MOST_BYTES);
        assertThat(page.texts("#run-rows tr")).hasSize(50);
        page.press("#page-after");
        page.until(() -> page.texts("#pages").get(0).startsWith("51 to 100 of "));
        assertThat(page.texts("#run-rows tr")).hasSize(50);
        assertThat(page.texts("#run-rows a").get(0)).isEqualTo("run 950");
        page.press("#sort-loss");
        page.until(() -> page.texts("#pages").get(0).startsWith("1 to 50 of 50 and more"));
        assertThat(page.bytes()).isLessThan(MOST_BYTES);
    }

    @Test
    void aThousandRunsArePutIntoGroupsAndOnlyAPageOfThemIsBuilt() {
        page.open("#runs&group=spec.network.layers.0.activation.type&sort=-spec.seed");
        page.until(() -> page.texts("#pages").get(0).equals("1 to 50 of " + ManyRuns.COUNT));
        page.until("#run-rows .spark");

        assertThat(page.bytes()).isLessThan(MOST_BYTES);
        assertThat(page.texts("#run-rows .group").get(0))
                .startsWith("network, layer 1, activation, type: gelu 250 runs");
        assertThat(page.texts("#run-rows tr")).hasSize(51);
        assertThat(page.texts("#run-rows a").get(0)).isEqualTo("run 999");
        page.find("#pick-all").click();
        assertThat(page.texts("#delete-picked")).containsExactly("Delete " + ManyRuns.COUNT + " runs");
    }

    @Test
    void aRunOfTenThousandEpochsIsShownByAFewHundredAndAPartOfItByMore() {
        page.open("#run=" + longest);
        page.until("#heat-0");
        page.until("#replay-said:not(:empty)");

        assertThat(page.bytes()).isLessThan(MOST_BYTES);
        assertThat(asked())
                .filteredOn(address -> address.contains("/series?") || address.endsWith("/metrics"))
                .isNotEmpty()
                .allMatch(address -> address.contains("points="));
        page.browser.executeScript("document.querySelector('#chart-0').focus()");
        for (String span : List.of("0-5000", "0-2500", "0-1250", "0-625", "0-313")) {
            type(Keys.HOME + "+");
            page.until(() -> page.browser.getCurrentUrl().contains("&zoom=" + span));
        }
        for (String numbers : List.of("/metrics?", "/series?", "/signals/")) {
            page.until(() -> asked().stream()
                    .anyMatch(address -> address.contains(numbers) && address.contains("from=0&to=314")));
        }
        page.until(() -> {
            type("" + Keys.END + Keys.ARROW_LEFT); // once numbers of every epoch are drawn
            return page.texts("#spoken").get(0).startsWith("Epoch 312: ");
        });
    }

    /** Into whatever has the focus, which a chart keeps that is drawn anew. */
    private static void type(CharSequence key) {
        new Actions(page.browser).sendKeys(key).perform();
    }

    @SuppressWarnings("unchecked")
    private static List<String> asked() {
        return (List<String>)
                page.browser.executeScript("return performance.getEntriesByType('resource').map((each) => each.name)");
    }
}
