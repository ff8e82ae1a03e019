package dev.backflow.api;

import dev.backflow.datasets.CsvFiles;
import dev.backflow.spec.Fault;
import dev.backflow.spec.RefusedSpecException;
import dev.backflow.spec.SpecProblem;
import dev.backflow.spec.SpecReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads request bodies strictly: duplicate keys, trailing text and numbers that JSON does not know are refused. */
@Component
class JsonBody {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final CsvFiles files;

    JsonBody(CsvFiles files) {
        this.files = files;
    }

    /** @throws RefusedSpecException with every problem and its place */
    <T extends Record> T read(byte[] body, Class<T> type) {
        return SpecReader.read(parse(body), type, CsvFiles.completion(files));
    }

    /** @throws RefusedSpecException if the body is not a JSON object */
    JsonNode parseObject(byte[] body) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            throw refused(Fault.TYPE, "", "must be an object");
        }
        return json;
    }

    private JsonNode parse(byte[] body) {
        try (JsonParser parser = mapper.createParser(body)) {
            try {
                JsonNode json = mapper.readTree(parser);
                if (json == null || json.isMissingNode()) {
                    throw refused(Fault.REQUIRED, "", "is required: a JSON object");
                }
                return json;
            } catch (NumberFormatException e) { // of an exponent beyond those of BigDecimal, unlike any other number
                String pointer = parser.streamReadContext().pathAsPointer().toString();
                throw refused(Fault.VALUE, pointer, "is a number with an exponent that is too large");
            } catch (JacksonException e) {
                String pointer = parser.streamReadContext().pathAsPointer().toString();
                throw refused(Fault.SYNTAX, pointer, "is not JSON" + place(e.getLocation()) + ": " + mistake(e));
            }
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Without the names of the library's own parts. */
    private static String mistake(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested too deeply, or a number, name or text in it is too long";
        }
        if (e instanceof DatabindException) {
            return "something follows after its end";
        }
        String line = e.getOriginalMessage().lines().findFirst().orElse("");
        return line.replaceAll(" \\(?(start marker )?at \\[Source: .*", "") // its own idea of the place is of no use
                .replaceAll("(: enable `| \\(not recognized as one since |`).*", ""); // nor are its settings
    }

    private static RefusedSpecException refused(Fault fault, String pointer, String detail) {
        return new RefusedSpecException(List.of(SpecProblem.of(fault, pointer, null, detail)));
    }
}
