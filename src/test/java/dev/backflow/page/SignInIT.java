package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.access.Role;
import dev.backflow.access.TokenRequest;
import dev.backflow.access.TokenService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page of a service that asks who calls. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class SignInIT {

    @Test
    void thePageAsksForATokenAndShowsWhatItsOwnerHas(@TempDir Path folder) {
        try (Page page = Page.start(folder, "--backflow.auth=token")) {
            TokenService tokens = page.service.part(TokenService.class);
            String ada = tokens.issue(new TokenRequest("ada", Role.SUBMIT, "page", 1))
                    .secret();
            String bob = tokens.issue(new TokenRequest("bob", Role.SUBMIT, "page", 1))
                    .secret();
            String id = page.trained(page.service.as(ada), "of ada", "");

            page.browser.get(page.service.address("/#runs=" + id).toString());
            page.until("#sign-in:not([hidden])");
            page.browser.manage().logs().get("browser"); // 401, as it should be
            page.find("#token").sendKeys("backflow_wrong");
            page.press("#sign-in button");
            page.until(() -> page.texts("#trouble").get(0).contains("never made"));
            page.browser.manage().logs().get("browser");

            page.find("#token").sendKeys(ada);
            page.press("#sign-in button");
            page.until(() -> page.title().contains("of ada"));
            page.until(".drawn img[src^='blob:']");
            assertThat(page.find("#sign-in").isDisplayed()).isFalse();
            assertThat(page.browser.getCurrentUrl()).doesNotContain("backflow_");
            page.assertQuiet();

            page.press("#sign-out");
            page.until("#sign-in:not([hidden])");
            page.browser.manage().logs().get("browser");
            page.find("#token").sendKeys(bob);
            page.press("#sign-in button");
            page.until(() -> page.title().equals("No such run"));
            page.go("#runs");
            page.until("#no-runs:not([hidden])");
            assertThat(page.texts("main, #run-rows")).noneMatch(text -> text.contains("of ada"));
        }
    }
}
