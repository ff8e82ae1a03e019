package dev.backflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what a reader gets. */
class ReadmeIT {

    private static final Pattern EXAMPLE =
            Pattern.compile("```console\n\\$ (.*?)\n```\n.*?```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @Test
    void every_call_in_the_readme_gives_the_answer_printed_there() throws Exception {
        assumeTrue(isInstalled("curl"), "curl is not installed: the README's calls were not run");
        String readme = Files.readString(Path.of("README.md"));
        Matcher first = ID.matcher(readme);
        assertThat(first.find()).isTrue();
        String printedId = first.group();
        TestService service = TestService.shared();
        String address = "127.0.0.1:" + service.address("/").getPort();
        String id = printedId;
        int examples = 0;
        for (Matcher example = EXAMPLE.matcher(readme); example.find(); examples++) {
            String call = example.group(1).replace("localhost:8080", address).replace(printedId, id);
            String answer = output("bash", "-c", call);
            assertThat(answer).as(call).matches(pattern(example.group(2)));
            if (examples == 0) {
                Matcher given = ID.matcher(answer);
                assertThat(given.find()).isTrue();
                id = given.group();
                service.ended(id);
            }
        }
        assertThat(examples).isEqualTo(5);
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
