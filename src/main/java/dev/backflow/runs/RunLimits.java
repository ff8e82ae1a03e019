package dev.backflow.runs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.limits}, as far as runs are concerned.
 *
 * @param queue how many runs may wait
 * @param runTime how long a run may be trained
 * @param idempotencyKeyAge how long a repeated request is known by its key
 */
@ConfigurationProperties("backflow.limits")
public record RunLimits(
        @DefaultValue("10000") int queue,
        @DefaultValue("1h") Duration runTime,
        @DefaultValue("24h") Duration idempotencyKeyAge) {

    /** A run that brought down its worker so often in a row without getting any further is not tried again. */
    public static final int ATTEMPTS_IN_VAIN = 3;

    public RunLimits {
        if (queue < 1 || runTime.toMillis() < 1 || idempotencyKeyAge.toMillis() < 1) {
            throw new IllegalArgumentException("backflow.limits must be positive, but are queue=" + queue
                    + ", run_time=" + runTime + " and idempotency_key_age=" + idempotencyKeyAge);
        }
    }
}
