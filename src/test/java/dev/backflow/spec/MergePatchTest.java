package dev.backflow.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The patch between two objects makes one of the other, and names only what differs. */
class MergePatchTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final List<String> OBJECTS = List.of(
            "{}",
            "{\"a\": 1}",
            "{\"a\": {\"type\": \"x\", \"p\": 1}, \"b\": [1, 2]}",
            "{\"a\": {\"type\": \"y\", \"q\": 2}, \"b\": [1, 2]}",
            "{\"a\": {\"type\": \"x\", \"q\": 3}, \"b\": [2]}",
            "{\"a\": {\"type\": \"x\"}, \"c\": {\"d\": {\"e\": 1, \"f\": [{\"g\": 1}]}}}",
            "{\"c\": {\"d\": {\"f\": [{\"g\": 2}]}}}",
            "{\"type\": \"x\", \"c\": {\"d\": 3}}",
            "{\"type\": \"y\", \"c\": {\"d\": 3}}");

    static Stream<List<String>> pairs() {
        return OBJECTS.stream().flatMap(before -> OBJECTS.stream().map(after -> List.of(before, after)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void thePatchBetweenTwoObjectsMakesOneOfTheOther(List<String> pair) {
        JsonNode before = MAPPER.readTree(pair.get(0));
        JsonNode after = MAPPER.readTree(pair.get(1));

        JsonNode patch = MergePatch.between(before, after);

        assertThat(MergePatch.apply(before, patch)).as(patch.toString()).isEqualTo(after);
        assertThat(patch.isEmpty()).isEqualTo(before.equals(after));
    }
}
