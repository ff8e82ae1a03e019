package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes ten pictures of the page as it is, into {@code target/page}; with {@code -Dbackflow.screenshots.write=true} into
 * the site, where README and guide show some of them. They are looked at, not compared.
 */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class ScreenshotsIT {

    /** The last chart, once all three runs have ended. */
    private static final String ALL_THREE =
            "%1$s + %1$s + %1$s canvas".formatted("figure:has(figcaption .faint:not(:empty))");

    private static final Path FOLDER = Boolean.getBoolean("backflow.screenshots.write")
            ? Path.of("src/site/resources/images")
            : Path.of("target/page");

    private static final int WIDTH = 1440;

    /** Below that a picture shows more than anybody looks at. */
    private static final int HIGHEST = 1300;

    private Page page;

    @Test
    void everyViewHasItsPicture(@TempDir Path folder) throws IOException {
        try (Page started = Page.start(folder, "--backflow.welcome=true")) {
            page = started;
            page.until(() -> page.service.ids("?state=succeeded").size() == 3);
            List<String> runs = page.service.ids("");
            String sigmoid = "#run=" + runs.get(2);
            String experiment = page.service
                    .post("/api/v1/presets/glorot?seeds=20", "")
                    .json()
                    .get("id")
                    .asString();
            take("start", "light", "", "#view .grid figure canvas");
            take("run", "light", sigmoid + "&epoch=60&lines=kernel_gradient", "#network[aria-label]");
            take("comparison", "light", "#compare=" + runs.get(2) + "," + runs.get(0), ".heat canvas");
            take("lesson", "light", "#lesson=vanishing-gradient&step=2&lines=kernel_gradient", "#network[aria-label]");
            take("lesson-over-seeds", "dark", "#lesson=vanishing-gradient&step=4", ".gains");
            take("projector", "dark", "#lesson=vanishing-gradient&step=3&projector=1", ALL_THREE);
            takeOfAFile(folder);
            takeOfAGrid();
            take("experiment", "light", "#experiment=" + experiment, "#bands-title ~ .grid canvas");
            take("runs", "dark", "#runs", "#run-rows tr");
            page.assertQuiet();
        }
    }

    private void takeOfAFile(Path folder) throws IOException {
        Path csv = folder.resolve("houses.csv");
        StringBuilder rows = new StringBuilder("area,rooms,town,price\n");
        for (int i = 0; i < 200; i++) {
            int area = 40 + i * 37 % 140;
            rows.append(area).append(',').append(1 + area / 30).append(i % 3 == 0 ? ",Bern," : ",Chur,");
            rows.append(2.9 * area + i * 13 % 40).append('\n');
        }
        Files.writeString(csv, rows);
        show("light", "#new");
        page.find("#csv-file").sendKeys(csv.toString());
        page.until("#columns table");
        page.until("#checked:not(:empty)");
        write("new", "light");
    }

    private void takeOfAGrid() throws IOException {
        show("light", "#new&grid=open");
        page.press(".words [value=tanh]");
        page.press(".words [value=relu]");
        page.until(() -> page.texts("#grid-estimate").get(0).startsWith("3 cells"));
        write("grid", "light");
    }

    private void show(String theme, String hash) {
        Browser.resize(page.browser, WIDTH, HIGHEST);
        Browser.prefer(page.browser, theme);
        page.open(hash);
    }

    private void take(String name, String theme, String hash, String ready) throws IOException {
        show(theme, hash);
        page.until(ready);
        if (name.contains("seeds") || name.equals("experiment")) {
            page.until(() -> page.texts("#experiment-progress").get(0).startsWith("succeeded"));
        }
        page.until(page::picturesAreLoaded);
        write(name, theme);
    }

    private void write(String name, String theme) throws IOException {
        page.browser.executeScript("scrollTo(0, 0)");
        page.browser.executeAsyncScript("setTimeout(arguments[0], 300)"); // for what is drawn a moment later
        byte[] picture = Browser.picture(page.browser, WIDTH, "main", HIGHEST);
        assertThat(picture).as(name + ", " + theme).hasSizeGreaterThan(10_000);
        Files.write(Files.createDirectories(FOLDER).resolve(name + ".png"), picture);
    }
}
