package dev.backflow.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine. Nothing is downloaded: both the browser and its driver are named by their paths. */
final class Browser {

    static final String MISSING =
            "The page is not tested: chromium and chromedriver are not on the PATH (Debian: chromium, chromium-driver)";

    private static final Path CHROMIUM = find("chromium", "chromium-browser", "google-chrome");
    private static final Path DRIVER = find("chromedriver");

    private Browser() {}

    static boolean isInstalled() {
        return CHROMIUM != null && DRIVER != null;
    }

    static Path find(String... names) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static ChromeDriver start(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--window-size=1400,900");
        // Selenium has no typed protocol for the newest Chromium, and warns of it; nothing here needs one.
        Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        resize(browser, 1400, 900);
        return browser;
    }

    /** A window of Chromium is never narrower than 500 pixels; a screen can be. */
    static void resize(ChromeDriver browser, int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** As a system that is set to light or dark. */
    static void prefer(ChromeDriver browser, String theme) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", theme);
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The page from its top to the end of the element. */
    static byte[] picture(ChromeDriver browser, int width, String element) {
        return picture(browser, width, element, Integer.MAX_VALUE);
    }

    /** The same, cut off below that many pixels. */
    static byte[] picture(ChromeDriver browser, int width, String element, int highest) {
        long height = ((Number) browser.executeScript(
                        "return Math.ceil(document.querySelector(arguments[0]).getBoundingClientRect().bottom + scrollY)",
                        element))
                .longValue();
        Map<String, Object> picture = browser.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height + 24, highest), "scale", 1)));
        return Base64.getDecoder().decode((String) picture.get("data"));
    }
}
