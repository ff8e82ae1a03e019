package dev.backflow.runs;

import dev.backflow.access.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Trains the tutorial's networks when the service starts with nothing in its store, so that there is something to see.
 */
@Component
@ConditionalOnProperty(name = "backflow.welcome", matchIfMissing = true)
class Welcome {

    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);

    private final RunService runs;
    private final Presets presets;

    Welcome(RunService runs, Presets presets) {
        this.runs = runs;
        this.presets = presets;
    }

    @EventListener(ApplicationReadyEvent.class)
    void fillEmptyStore() {
        if (runs.isEmpty()) {
            runs.submit(Caller.LOCAL.owner(), presets.named(Presets.TUTORIAL).runs());
            LOG.info("The store is empty: training the tutorial's networks (backflow.welcome=false turns this off)");
        }
    }
}
