package dev.backflow.api.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.events}: how long, to the second.
 *
 * @param silence a stream without news waits until it sends a comment, so that nobody takes it for dead
 * @param patience a client may read nothing until it is dropped
 */
@ConfigurationProperties("backflow.events")
public record EventsProperties(
        @DefaultValue("15s") Duration silence,
        @DefaultValue("30s") Duration patience) {}
