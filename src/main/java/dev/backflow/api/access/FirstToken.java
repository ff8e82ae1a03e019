package dev.backflow.api.access;

import dev.backflow.access.TokenService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Prints the token of an admin when a service that needs tokens has none; the log never has a token. */
@Component
@ConditionalOnProperty(name = "backflow.auth", havingValue = "token")
class FirstToken {

    private final TokenService tokens;

    FirstToken(TokenService tokens) {
        this.tokens = tokens;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        try {
            tokens.issueFirst()
                    .ifPresent(issued -> System.out.println("Token of the first admin, shown this once: "
                            + issued.secret() + "\nMake others with POST /api/v1/tokens."));
        } catch (DataIntegrityViolationException e) {
            // another node has printed it
        }
    }
}
