package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the pages it links to show is what a reader gets. */
class ReadmeIT {

    private static final Pattern EXAMPLE =
            Pattern.compile("```console\n\\$ (.*?)\n```\n.*?```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> site = Files.list(Path.of("src/site/markdown"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), site.sorted().toList().stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCallOnAPageGivesTheAnswerPrintedThere(Path page) throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed: the calls were not run");
        TestService service = TestService.shared();
        String address = "127.0.0.1:" + service.address("/").getPort();
        String text = Files.readString(page);
        String printedId = firstId(text).orElse("none");
        String id = printedId;
        int examples = 0;
        for (Matcher example = EXAMPLE.matcher(text); example.find(); examples++) {
            String call = example.group(1).replace("localhost:8080", address).replace(printedId, id);
            String answer = output("bash", "-c", call);
            assertThat(answer).as(call).matches(pattern(example.group(2)));
            if (examples == 0 && call.contains("/runs")) {
                id = firstId(answer).orElse(id);
                if (service.get("/api/v1/runs/" + id).status() == 200) {
                    service.ended(id);
                }
            }
        }
        assertThat(examples).isEqualTo(text.split("\n\\$ ", -1).length - 1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOnAPageLeadsToAFile(Path page) throws IOException {
        for (Matcher link = LINK.matcher(Files.readString(page)); link.find(); ) {
            assertThat(page.resolveSibling(link.group(1)))
                    .as(page + ": " + link.group())
                    .exists();
        }
    }

    private static Optional<String> firstId(String text) {
        return ID.matcher(text).results().map(MatchResult::group).findFirst();
    }

    /** An ellipsis stands for anything, an id for any id. */
    private static Pattern pattern(String printed) {
        String quoted = Stream.of(printed.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(
                ID.matcher(quoted).replaceAll(Matcher.quoteReplacement("\\E" + ID.pattern() + "\\Q")), Pattern.DOTALL);
    }

    private static boolean isInstalled(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
