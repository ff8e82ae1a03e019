package dev.backflow.storage;

import static org.springframework.scheduling.support.TaskUtils.decorateTaskWithErrorHandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Copies an H2 database while it is in use, as {@code backflow.backup} says. A copy is whole as soon as it has its
 * name: until then it has another.
 */
@Component
@ConditionalOnProperty("backflow.backup.folder")
@EnableConfigurationProperties(BackupProperties.class)
class H2Backup implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(H2Backup.class);
    private static final String PREFIX = "backflow-";
    private static final String SUFFIX = ".zip";

    private final JdbcTemplate jdbc;
    private final BackupProperties settings;
    private final Path folder;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("backup-"));

    H2Backup(JdbcTemplate jdbc, BackupProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        folder = settings.folder() == null ? Path.of(".") : settings.folder();
        String url = jdbc.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getURL());
        if (url == null || !url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("backflow.backup copies H2 only; for PostgreSQL use pg_dump");
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timer.scheduleWithFixedDelay(decorateTaskWithErrorHandler(this::copyIfDue, null, true), 0, 1, TimeUnit.SECONDS);
    }

    private void copyIfDue() {
        try {
            List<Path> copies = copies();
            Instant latest = copies.isEmpty()
                    ? Instant.MIN
                    : Files.getLastModifiedTime(copies.get(0)).toInstant();
            if (copies.isEmpty() || !latest.plus(settings.every()).isAfter(clock.instant())) {
                copy();
                dropOld();
            }
        } catch (Exception e) { // and try again
            LOG.error("The database could not be copied to {}", folder, e);
        }
    }

    /** Newest first; their names tell when they were made. */
    private List<Path> copies() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
                    })
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private void copy() throws IOException {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
        Path copy = folder.resolve(PREFIX + time + SUFFIX);
        Path part = folder.resolve("unfinished.part");
        jdbc.update("backup to ?", part.toAbsolutePath().toString());
        Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Copied the database to {}", copy);
    }

    private void dropOld() throws IOException {
        copies().stream().skip(settings.keep()).forEach(old -> {
            try {
                Files.delete(old);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void destroy() {
        timer.shutdown();
    }
}
