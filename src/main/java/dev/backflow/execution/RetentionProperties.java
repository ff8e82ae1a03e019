package dev.backflow.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code backflow.retention}: which runs that have ended are deleted, the oldest first; none by default, pinned ones
 * never.
 *
 * @param age those that ended longer ago
 * @param bytes those that make all stored runs together take more
 * @param ownerBytes those that make the runs of one owner together take more, as estimated when they were submitted
 * @param runs those beyond so many that have ended and are not pinned
 * @param every how often is looked
 */
@ConfigurationProperties("backflow.retention")
record RetentionProperties(
        @Nullable Duration age,
        @Nullable DataSize bytes,
        @Nullable DataSize ownerBytes,
        @Nullable Integer runs,
        @DefaultValue("1h") Duration every) {

    RetentionProperties {
        boolean negative = age != null && age.isNegative() || bytes != null && bytes.isNegative();
        if (negative || ownerBytes != null && ownerBytes.isNegative() || runs != null && runs < 0) {
            throw new IllegalArgumentException("backflow.retention must not be negative");
        }
    }
}
