package dev.backflow.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** On what this node trains: what someone needs to know who wants the same bits again. */
@Component
class Reproduction {

    private final String json;

    Reproduction(JsonMapper mapper, @Value("${backflow.version}") String version) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("java", System.getProperty("java.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        facts.put("blas", "none");
        json = mapper.writeValueAsString(facts);
    }

    String json() {
        return json;
    }
}
