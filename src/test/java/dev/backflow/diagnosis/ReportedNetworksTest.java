package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.runs.RunSpec;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Networks that others reported in public because they did not learn, and a few healthy ones: each has the cause that
 * was accepted and what a diagnosis has to say of it. They are recorded by default, as users record.
 */
class ReportedNetworksTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<Path> reported() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/reported"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("reported")
    void itsCauseIsNamed(Path file) {
        assertThat(shortcomings(file)).isEmpty();
    }

    private static List<String> shortcomings(Path file) {
        JsonNode reported = read(file);
        JsonNode check = reported.get("check");
        RunSpec spec;
        try {
            spec = SpecReader.read(reported.get("spec"), RunSpec.class);
        } catch (RefusedSpecException e) {
            return List.of("refused: " + e.getMessage());
        }
        if (check.has("status") && check.size() == 1) {
            return List.of();
        }
        Trained run = Trained.of(spec);
        List<Finding> items = run.diagnosis().items();
        List<String> rules = items.stream().map(Finding::rule).toList();
        String first = rules.isEmpty() ? "" : rules.get(0);
        List<String> short_ = new ArrayList<>();
        require(short_, !check.path("not_empty").asBoolean(false) || !rules.isEmpty(), "silent");
        require(short_, !check.path("empty").asBoolean(false) || rules.isEmpty(), "false alarm " + rules);
        require(short_, !check.has("first_of") || texts(check.get("first_of")).contains(first), "first is " + rules);
        boolean silent = rules.isEmpty() && (check.has("not_first") || check.has("text_mentions"));
        require(short_, !silent, "silent");
        require(short_, !texts(check.path("not_first")).contains(first), "symptom first " + rules);
        boolean missing =
                check.has("any_of") && texts(check.get("any_of")).stream().noneMatch(rules::contains);
        require(short_, !missing, "misses " + check.get("any_of") + ", has " + rules);
        require(short_, texts(check.path("none_of")).stream().noneMatch(rules::contains), "false " + rules);
        if (!items.isEmpty()) {
            Finding told = items.get(0);
            boolean named = !check.has("layer")
                    || told.layers().contains(check.get("layer").asString());
            require(short_, named, "first does not name the layer: " + told.layers());
            String words = check.path("text_mentions").asString("");
            require(short_, told.explanation().toLowerCase(Locale.ROOT).contains(words), "text of " + first);
        }
        if (check.has("after_first_remedy")) {
            double least = check.get("after_first_remedy").get("accuracy_least").asDouble();
            double accuracy =
                    firstRemedy(run).map(cured -> Trained.of(cured).accuracy()).orElse(0.0);
            require(short_, accuracy >= least, "first remedy brings " + accuracy + ": " + rules);
        }
        return short_;
    }

    private static Optional<RunSpec> firstRemedy(Trained run) {
        return run.accepted(run.diagnosis().items().get(0)).stream().findFirst().map(run::patched);
    }

    private static void require(List<String> shortcomings, boolean holds, String otherwise) {
        if (!holds) {
            shortcomings.add(otherwise);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints what falls short, without a test runner. */
    public static void main(String[] args) throws IOException {
        int right = 0;
        List<Path> files = reported().toList();
        for (Path file : files) {
            List<String> shortcomings;
            try {
                shortcomings = shortcomings(file);
            } catch (RuntimeException e) {
                e.printStackTrace(System.out);
                shortcomings = List.of(e.toString());
            }
            right += shortcomings.isEmpty() ? 1 : 0;
            System.out.println((shortcomings.isEmpty() ? "ok   " : "FAIL ") + file.getFileName() + " " + shortcomings);
        }
        System.out.println(right + " of " + files.size());
    }
}
