package dev.backflow.runs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.watch}.
 *
 * @param interval how often the database is asked about runs that somebody watches and another node may train; 0 for
 *     never, where there is no other node
 */
@ConfigurationProperties("backflow.watch")
public record WatchProperties(@DefaultValue("200ms") Duration interval) {

    public WatchProperties {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("backflow.watch.interval must not be negative, but is " + interval);
        }
    }
}
