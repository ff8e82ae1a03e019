package dev.backflow.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code backflow.backup}: copies of an H2 database while it is in use; PostgreSQL has pg_dump.
 *
 * @param folder where they go; none are made by default
 * @param every how old the latest may become
 * @param keep how many are kept
 */
@ConfigurationProperties("backflow.backup")
public record BackupProperties(
        @Nullable Path folder,
        @DefaultValue("24h") Duration every,
        @DefaultValue("7") int keep) {

    public BackupProperties {
        if (keep < 1 || every.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "backflow.backup must keep at least one copy and make one every second at most");
        }
    }
}
