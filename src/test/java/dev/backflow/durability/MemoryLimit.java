package dev.backflow.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * So much memory for a process as a container would give it, where a test may make control groups; elsewhere the
 * process is only told so.
 */
final class MemoryLimit implements AutoCloseable {

    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final boolean real;

    MemoryLimit(String name, long bytes) {
        boolean first = Files.isDirectory(VERSION_1);
        group = (first ? VERSION_1 : VERSION_2).resolve(name);
        real = made(group.resolve(first ? "memory.limit_in_bytes" : "memory.max"), bytes);
    }

    private boolean made(Path limit, long bytes) {
        try {
            Files.createDirectories(group);
            Files.writeString(limit, String.valueOf(bytes));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the process would be killed if it took more. */
    boolean isReal() {
        return real;
    }

    /** What to write before the command of a process that is to have no more. */
    List<String> prefix() {
        return real ? List.of("sh", "-c", "echo $$ > " + group + "/cgroup.procs && exec \"$@\"", "sh") : List.of();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
