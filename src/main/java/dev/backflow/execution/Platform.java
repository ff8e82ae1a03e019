package dev.backflow.execution;

import dev.backflow.engine.products.Blas;
import dev.backflow.runs.RunSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** On what this node trains a run: what someone needs to know who wants the same bits again. */
@Component
class Platform {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    private final JsonMapper mapper;
    private final String version;
    private final AtomicBoolean warned = new AtomicBoolean();

    Platform(JsonMapper mapper, @Value("${backflow.version}") String version) {
        this.mapper = mapper;
        this.version = version;
    }

    String json(RunSpec spec) {
        String blas = spec.network().blas(spec.dataset().inputs());
        if (Blas.isMissed(blas) && !warned.getAndSet(true)) {
            LOG.warn("Wide networks train without a native library, several times slower: {}", blas);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("java", System.getProperty("java.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        facts.put("blas", blas);
        return mapper.writeValueAsString(facts);
    }
}
