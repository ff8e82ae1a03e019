package dev.backflow.storage;

import static org.springframework.scheduling.support.TaskUtils.decorateTaskWithErrorHandler;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Lets runs be cancelled and deleted when the disk is full, which H2 has to write down too. A file beside the database
 * holds space that is given up when no other is left; from then on what makes the database larger is refused, until
 * there is space for the file again. PostgreSQL's disk is not ours to know.
 */
@Component
public class DiskReserve implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final String NAME = "backflow.reserve";
    private static final String FILES = "jdbc:h2:(?:[a-zA-Z]+:)*";
    private static final long FIRST_MILLIS = 1000;
    private static final long EVERY_MILLIS = 200;
    private static final int BLOCK = 1 << 16;

    private final @Nullable Path file;
    private final long bytes;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("disk-"));

    private volatile boolean full;

    /** @param size {@code backflow.disk-reserve}; 0 for none */
    DiskReserve(@Value("${spring.datasource.url}") String database, @Value("${backflow.disk-reserve}") DataSize size) {
        bytes = size.toBytes();
        boolean ours = database.startsWith("jdbc:h2:") && !database.startsWith("jdbc:h2:mem:") && bytes > 0;
        file = ours
                ? Path.of(database.replaceFirst(FILES, "").replaceFirst(";.*", ""))
                        .toAbsolutePath()
                        .resolveSibling(NAME)
                : null;
    }

    /** @throws DataAccessResourceFailureException while there is no space for anything new */
    public void requireSpace() {
        if (full) {
            throw new DataAccessResourceFailureException(
                    "The disk is full; what is deleted, or moved elsewhere, helps");
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (file != null) {
            timer.scheduleWithFixedDelay(
                    decorateTaskWithErrorHandler(() -> look(file), null, true),
                    FIRST_MILLIS,
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Half as much again must be free to hold it, and a quarter to go on holding it. */
    private void look(Path reserve) {
        try {
            File folder = reserve.toFile().getParentFile();
            boolean held = Files.exists(reserve);
            if (held && folder.getUsableSpace() < bytes / 4) {
                full = true;
                Files.delete(reserve);
                LOG.warn("The disk of {} is full: no run is accepted or stored until there is space again", folder);
            } else if (!held && folder.getUsableSpace() > bytes + bytes / 2) {
                hold(reserve);
                full = false;
                LOG.info("{} bytes are held in {} for when the disk is full", bytes, reserve);
            } else if (!held) {
                full = true;
            }
        } catch (IOException e) { // and look again
            LOG.warn("No space could be held in {}: {}", reserve, e.toString());
        }
    }

    /** Random, so that file systems that compress hold as much as well. */
    private void hold(Path reserve) throws IOException {
        Path part = reserve.resolveSibling(NAME + ".part");
        byte[] block = new byte[BLOCK];
        Random random = new Random(0);
        try (OutputStream out = Files.newOutputStream(part)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(BLOCK, left));
            }
        }
        Files.move(part, reserve);
    }

    @Override
    public void destroy() {
        timer.shutdown();
    }
}
