package dev.backflow.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the service has acknowledged, on disk before anything else happens. */
final class Ledger implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    Ledger(Path directory) {
        try {
            file = Files.createTempFile(directory, "ledger", ".txt");
            channel = FileChannel.open(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void acknowledged(String id, String name) {
        try {
            channel.write(ByteBuffer.wrap((id + " " + name + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names by ids. */
    Map<String, String> read() {
        try {
            Map<String, String> entries = new LinkedHashMap<>();
            Files.readAllLines(file).forEach(line -> entries.put(line.split(" ")[0], line.split(" ")[1]));
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
