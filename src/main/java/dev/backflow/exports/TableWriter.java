package dev.backflow.exports;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows one after the other. It is closed only if all could be written: an incomplete file must not look complete. */
public interface TableWriter {

    /** @param row texts, numbers, truth values, lists of texts, and maps of them by name */
    void write(Map<String, ? extends @Nullable Object> row) throws IOException;

    /** Ends the file; the stream stays open. */
    void close() throws IOException;
}
