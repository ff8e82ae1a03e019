package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.support.ui.Select;

/**
 * Whoever has read the tutorial and nothing else finds five answers from the start page, each by a few clicks on what
 * they can read. The guide says the same clicks; keep both alike.
 */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class NewcomerIT {

    @TempDir
    static Path folder;

    private static Page page;

    @BeforeAll
    static void startServiceAndBrowser() {
        page = Page.start(folder, "--backflow.welcome=true");
        page.until(() -> page.service.ids("?state=succeeded").size() == 3);
    }

    @AfterAll
    static void stop() {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void openTheStart() {
        page.open("");
    }

    @AfterEach
    void theConsoleIsQuiet() {
        page.assertQuiet();
    }

    @Test
    void whereTheGradientVanishes() {
        click("vanishing gradient, poor initialization");

        page.until(".finding");
        assertThat(page.texts(".finding").get(0)).contains("vanishing gradient", "hidden_1", "hidden_3");
    }

    @Test
    void whatHappensWithReLU() {
        click("vanishing gradient, poor initialization");
        click("Change one thing");
        page.until("[data-pointer='/network/layers/0/activation']");
        new Select(page.find("[data-pointer='/network/layers/0/activation']")).selectByVisibleText("relu");
        click("Train");

        page.until(() -> page.title().equals("Relu instead of sigmoid"));
        page.until(() -> page.texts("#before-after").get(0).startsWith("Cured: vanishing gradient"));
        page.until(() -> page.texts(".card p").stream()
                        .filter(text -> text.startsWith("succeeded"))
                        .count()
                == 2);
    }

    @Test
    void whetherGlorotHelps() {
        click("in six steps");
        click("Does Glorot’s initializer help?");

        page.until(() -> page.texts(".verdicts").toString().contains("is better than glorot_uniform"));
        page.until(() -> page.texts("#experiment-progress").contains("succeeded: 24 runs"));
        assertThat(page.texts("#step-text").get(0)).contains("It does not rescue sigmoid");
    }

    @Test
    void howToTrainOnesOwnFile() throws Exception {
        Path csv = folder.resolve("mine.csv");
        StringBuilder rows = new StringBuilder("height,weight,price\n");
        for (int i = 0; i < 80; i++) {
            rows.append(i % 9)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(1.5 * (i % 9) - 0.7 * (i % 7))
                    .append('\n');
        }
        Files.writeString(csv, rows);

        click("New run");
        page.until("#csv-file");
        page.find("#csv-file").sendKeys(csv.toString());
        page.until("#columns table");
        click("Train");

        page.until(() -> page.texts(".card p").stream().anyMatch(text -> text.startsWith("succeeded")));
        assertThat(page.texts(".card .faint").toString()).contains("csv, 2-16-16-1 relu");
    }

    @Test
    void whyARunDoesNotLearn() {
        String id = page.service.submit("""
                {"name": "my run", "spec": {"dataset": {"type": "circles", "samples": 400, "noise": 0.1, "factor": 0.5},
                 "network": {"layers": [{"name": "hidden", "repeat": 8, "units": 5, "activation": "sigmoid"},
                                        {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 40}}}""");
        page.service.ended(id);

        click("Runs");
        click("my run");
        page.until(".finding .actions button");
        assertThat(page.texts(".finding h3").toString()).contains("vanishing gradient");
        assertThat(page.texts(".finding .actions").get(0)).contains("Train it again with a change");
    }

    /** Clicks what can be seen and says the words, and least besides. */
    private static void click(String words) {
        page.until(() -> Boolean.TRUE.equals(page.browser.executeScript("""
                const found = [...document.querySelectorAll('main a, main button, nav a')]
                    .filter((each) => each.checkVisibility() && each.textContent.includes(arguments[0]))
                    .sort((a, b) => a.textContent.length - b.textContent.length)[0];
                found?.click();
                return found !== undefined;""", words)));
    }
}
