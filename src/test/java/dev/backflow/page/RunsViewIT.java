package dev.backflow.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The list of runs can be filtered, sorted and put into groups, and many runs dealt with at once. */
@EnabledIf(value = "dev.backflow.page.Browser#isInstalled", disabledReason = Browser.MISSING)
class RunsViewIT extends InSharedBrowser {

    @Test
    void runsAreFilteredSortedAndGroupedByAnyFieldAndTheAddressSaysHow() {
        train("listed", 1, 2, 3, 4);
        page.open("#runs&label=study:listed");
        page.until(() -> rows().equals(List.of("run 4", "run 3", "run 2", "run 1")));

        page.press("#sort-name");
        page.until(() -> rows().equals(List.of("run 1", "run 2", "run 3", "run 4")));
        page.until("#group-by option[value=more]");
        page.choose("#group-by", "more");
        page.until("#group-by option[value='spec.network.layers.0.units']");
        page.choose("#group-by", "spec.network.layers.0.units");
        page.until(() -> page.texts("#run-rows .group").size() == 2);
        assertThat(page.texts("#run-rows .group").get(0)).matches("network, layer 1, units: 2 2 runs, loss .*");
        page.choose("#sort-by", "-spec.training.epochs");
        page.until(() -> rows().equals(List.of("run 3", "run 1", "run 4", "run 2")));

        page.browser.navigate().refresh();
        page.until(() -> page.texts("#run-rows .group").size() == 2);
        assertThat(rows()).containsExactly("run 3", "run 1", "run 4", "run 2");
        assertThat(page.find("#filter-label").getAttribute("value")).isEqualTo("study:listed");
        page.find("#filter-name").sendKeys("N 3");
        page.until(() -> rows().equals(List.of("run 3")));
        assertThat(page.browser.getCurrentUrl())
                .contains("&label=study:listed", "&sort=-spec.training.epochs", "&group=spec.network", "&name=N+3");
        page.choose("#filter-state", "failed");
        page.until("#no-runs:not([hidden])");
        assertThat(page.texts("#no-runs")).containsExactly("No run is like that.");
    }

    /** What is drawn while an answer is awaited, however slow it is, must not say that there is no more to come. */
    @Test
    void fieldsOfSpecsAreOfferedHoweverLateSpecsCome() {
        train("late", 1, 2);
        page.open("#runs&label=study:late");
        page.until("#group-by option[value=more]");
        page.browser.executeScript("""
                const real = window.fetch;
                window.late = new Promise((come) => window.letThemCome = come);
                window.fetch = async (path, init) => {
                    /fields=[^&]*spec/.test(path) && await window.late;
                    return real(path, init);
                };""");
        page.choose("#group-by", "more");
        page.press("#sort-time");
        page.until(() -> "time".equals(page.find("#sort-by").getDomProperty("value")));
        page.browser.executeScript("window.letThemCome()");

        page.until("#group-by option[value='spec.network.layers.0.units']");
    }

    @Test
    void lossAndGradientOfManyRunsAreAskedForTogetherAndDrawnInTheirRows() {
        train("drawn", 1, 2, 3, 4, 5, 6);
        page.open("#runs&label=study:drawn");

        page.until(() -> page.texts("#run-rows .spark").size() == 12);
        assertThat(attribute(".spark", "aria-label"))
                .allMatch(text -> text.matches("(loss|gradient of the first layer by that of the last) from .* to .*"));
        assertThat(asked("/comparisons?")).hasSize(1);
        assertThat(asked("/series?")).hasSize(1);
        assertThat(asked("/runs?"))
                .as("without whole specs")
                .isNotEmpty()
                .allMatch(address -> address.matches(".*[?&]fields=(?!.*spec).*"));
    }

    /** Whoever aims at a row must hit it, however late the service says more of the rows above. */
    @Test
    void rowsStayWhereTheyAreWhileMoreIsKnownOfThem() {
        train("stays", 1);
        page.service.ended(page.service.submit(vanishing("stays")));
        page.open("");
        page.browser.executeScript("""
                const real = window.fetch;
                const late = new Promise((come) => window.letThemCome = come);
                window.fetch = async (path, init) => {
                    /(findings|comparisons|series|metrics)/.test(path) && await late;
                    return real(path, init);
                };""");
        page.go("#runs&label=study:stays");
        page.until("main[data-view=runs]:not([aria-busy])");
        long before = lastRow();

        page.browser.executeScript("window.letThemCome()");

        page.until("#group-by option[value=more]");
        page.until(() -> page.texts("#run-rows .spark").size() == 4);
        page.until(() -> page.texts("#run-rows .finding-badge").stream().anyMatch(badge -> badge.startsWith("+")));
        assertThat(lastRow()).isBetween(before - 3, before + 3);
    }

    private static long lastRow() {
        return ((Number)
                        page.browser.executeScript(
                                "return Math.round([...document.querySelectorAll('#run-rows tr')].at(-1).getBoundingClientRect().top)"))
                .longValue();
    }

    @Test
    void whatRulesFoundIsABadgeThatCanBeFilteredBy() {
        train("judged", 1, 2);
        page.service.ended(page.service.submit(vanishing("judged")));
        page.open("#runs&label=study:judged");
        page.until(() -> page.texts("#run-rows .finding-badge").contains("vanishing gradient"));
        page.until("#filter-finding option[value=vanishing_gradient]");

        page.choose("#filter-finding", "vanishing_gradient");

        page.until(() -> rows().equals(List.of("deep")));
        assertThat(page.browser.getCurrentUrl()).contains("&finding=vanishing_gradient");
        page.browser.navigate().refresh();
        page.until(() -> rows().equals(List.of("deep")));
    }

    @Test
    void chosenRunsArePinnedCancelledAndDeletedTogether() {
        List<String> ids = train("dealt with", 1, 2, 3);
        String active = page.service.submit(run("dealt with", 4).replace("\"epochs\": 9", "\"epochs\": 900000"));
        page.open("#runs&label=study:dealt+with");
        page.until(() -> rows().size() == 4);

        page.click("#pick-" + ids.get(0));
        page.click("#pick-" + ids.get(1));
        assertThat(page.texts("#compare")).containsExactly("Compare 2 runs");
        page.press("#pin-picked");
        page.until(() -> page.texts("#run-rows .pin[aria-pressed=true]").size() == 2);
        assertThat(page.service
                        .get("/api/v1/runs/" + ids.get(0))
                        .json()
                        .get("pinned")
                        .asBoolean())
                .isTrue();
        page.click("#pin-" + ids.get(0));
        page.until(() -> page.texts("#run-rows .pin[aria-pressed=true]").size() == 1);

        page.click("#pick-all");
        page.press("#cancel-picked");
        page.service.ended(active);
        page.until(() -> page.texts("#delete-picked").contains("Delete 4 runs"));
        page.press("#delete-picked");
        assertThat(page.texts("#delete-picked")).containsExactly("Delete 4 runs for good?");
        page.press("#delete-picked");

        page.until("#no-runs:not([hidden])");
        assertThat(page.service.ids("?label=study:dealt+with")).isEmpty();
    }

    @Test
    void onlyThoseAreDeletedOfWhichItWasAsked() {
        train("asked", 1, 2);
        String active = page.service.submit(run("asked", 4).replace("\"epochs\": 9", "\"epochs\": 900000"));
        page.open("#runs&label=study:asked");
        page.until(() -> rows().size() == 3);
        page.click("#pick-all");

        page.press("#delete-picked");
        assertThat(page.texts("#delete-picked")).containsExactly("Delete 2 runs for good?");
        page.service.post("/api/v1/runs/" + active + "/cancel", "");
        page.until(() -> page.rowOf("run 4").contains("cancelled"));
        page.press("#delete-picked");

        page.until(() -> rows().equals(List.of("run 4")));
        page.until(() -> page.texts("#delete-picked").equals(List.of("Delete 1 run")));
    }

    private static List<String> train(String study, int... numbers) {
        List<String> ids = new ArrayList<>();
        for (int number : numbers) {
            ids.add(page.service.submit(run(study, number)));
        }
        ids.forEach(page.service::ended);
        return ids;
    }

    private static String run(String study, int number) {
        return """
                {"name": "run %d", "labels": {"study": "%s"}, "spec": {"dataset": {"type": "circles", "samples": 60},
                 "network": {"layers": [{"units": %d, "activation": "relu"}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": %d}}}""".formatted(number, study, number % 2 == 0 ? 4 : 2, number == 4 ? 9 : number);
    }

    private static String vanishing(String study) {
        return """
                {"name": "deep", "labels": {"study": "%s"}, "spec": {"dataset": {"type": "circles", "samples": 100},
                 "network": {"layers": [{"name": "hidden", "repeat": 4, "units": 5, "activation": "sigmoid",
                    "kernel_initializer": {"type": "random_normal", "stddev": 0.4}}, {"units": 1, "activation": "sigmoid"}]},
                 "training": {"loss": "binary_crossentropy", "metrics": ["accuracy"], "epochs": 30}}}""".formatted(study);
    }

    private static List<String> rows() {
        return page.texts("#run-rows a");
    }

    /** At one moment, because rows of runs that train are replaced. */
    @SuppressWarnings("unchecked")
    private static List<String> attribute(String selector, String name) {
        return (List<String>) page.browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((found) => found.getAttribute(arguments[1]))",
                selector,
                name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> asked(String part) {
        return (List<String>) page.browser.executeScript(
                "return performance.getEntriesByType('resource').map((each) => each.name).filter((name) => name.includes(arguments[0]))",
                part);
    }
}
