package dev.backflow.page;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one class look at the page in one browser, and none of them may leave an error in its console. */
abstract class InSharedBrowser {

    @TempDir
    static Path folder;

    static Page page;

    @BeforeAll
    static void startBrowser() {
        page = Page.ofSharedService(folder);
    }

    @AfterAll
    static void stopBrowser() {
        if (page != null) {
            page.close();
            page = null;
        }
    }

    @AfterEach
    void theConsoleIsQuiet() {
        page.assertQuiet();
    }
}
